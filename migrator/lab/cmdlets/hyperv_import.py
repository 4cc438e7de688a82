"""Compare-VM, Import-VM, Repair-VM: from a configuration file over a planned virtual machine to a registered one."""

from pathlib import PureWindowsPath
from uuid import UUID

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.hyperv_compatibility import incompatibilities, report_object
from migrator.lab.cmdlets.hyperv_host import supported_versions
from migrator.lab.cmdlets.hyperv_vm import vm_object
from migrator.lab.cmdlets.refusals import hyperv_class, hyperv_object_not_found, invalid_parameter
from migrator.lab.cmdlets.select_vms import object_id
from migrator.lab.world.drive import Entry
from migrator.lab.world.file_access import grant_all
from migrator.lab.world.model import HardDiskDrive, PlannedVm, Replication, Vm
from migrator.lab.world.vmcx import NotConfiguration, read_configuration, save_configuration

_EXCEPTION = "Microsoft.HyperV.PowerShell.VirtualizationException"
_NOT_COMPATIBLE = 32784


def compare_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Compare-VM -Path [-Register] | -Path -Copy [-GenerateNewId] ... | -CompatibilityReport.

    It leaves a planned VM behind, and opening the disks may write to them. Moves to another host are not modelled.
    """
    if "CompatibilityReport" in bound:
        return [report_object(here, _planned_of(here, bound, "Compare-VM"))]
    return [report_object(here, _plan(here, bound, "Compare-VM"))]


def import_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Import-VM -Path [-Register] | -CompatibilityReport; a copying import is not modelled."""
    again = "CompatibilityReport" in bound
    planned = _planned_of(here, bound, "Import-VM") if again else _plan(here, bound, "Import-VM")
    vm = planned.vm
    found = list(incompatibilities(here, vm))
    if found and not again:
        here.host.planned.remove(planned)
    if found:
        raise _failed(
            "Import-VM",
            "Unable to import virtual machine due to configuration errors.  Please use Compare-VM to repair the"
            " virtual machine.",
        )
    if planned.copies:
        raise PsError("This rehearsal host imports in place only.", error_id="RehearsalHostFailed")
    _refuse_registered(here, vm, "Import-VM")
    here.host.planned.remove(planned)
    # Groups and replication belong to the host, not to the file.
    vm.groups, vm.replication, vm.is_clustered = [], Replication(), False
    here.host.vms.append(vm)
    save_configuration(here.host, vm)
    if here.host.faults.import_grants_access:
        grant_all(here.host, vm)
    return [vm_object(here, vm)]


def repair_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Repair-VM -CompatibilityReport [-Path] [-SnapshotFilePath] [-Passthru]: other folders for the planned VM."""
    planned = _planned_of(here, bound, "Repair-VM")
    folder = bound.text("SnapshotFilePath")
    if folder is not None:
        planned.vm.snapshot_file_location = folder
    if "Path" in bound:
        planned.path = bound.text("Path") or planned.path
    return [report_object(here, planned)] if bound.flag("Passthru") else []


def _plan(here: HostContext, bound: Bound, cmdlet: str) -> PlannedVm:
    path = bound.text("Path") or ""
    entry, vm = _configuration(here, path, cmdlet)
    copies = bound.flag("Copy")
    if vm.version is not None and vm.version not in supported_versions(here.host):
        raise _failed(
            cmdlet,
            f"Hyper-V did not find virtual machines to import from location '{path}'. The operation failed with error"
            f" code '{_NOT_COMPATIBLE}'.",
        )
    if bound.flag("GenerateNewId"):
        vm.id = here.guid("planned", entry.path)
    _refuse_registered(here, vm, cmdlet)
    planned = PlannedVm(
        vm,
        entry.path,
        copies,
        vhd_source_path=bound.text("VhdSourcePath") or "",
        vhd_destination_path=bound.text("VhdDestinationPath") or "",
        snapshot_path=bound.text("SnapshotFilePath") or "",
    )
    if copies:
        _take_disks_from(here, planned)
    else:
        _settle(entry, vm)
    here.host.planned = [other for other in here.host.planned if other.vm.id != vm.id]
    here.host.planned.append(planned)
    return planned


def _configuration(here: HostContext, path: str, cmdlet: str) -> tuple[Entry, Vm]:
    entry = here.files.find(path)
    if entry is not None and entry.is_folder:
        raise invalid_parameter(cmdlet, "The operation was passed a parameter that was not valid.")
    if entry is None:
        raise _failed(cmdlet, "The operation failed because the file was not found.")
    try:
        return entry, read_configuration(here.files.read(entry))
    except NotConfiguration as fault:
        text = f"Failed to import a virtual machine. The configuration file '{path}' is corrupt or cannot be read."
        raise _failed(cmdlet, text) from fault


def _refuse_registered(here: HostContext, vm: Vm, cmdlet: str) -> None:
    if any(other.id == vm.id for other in here.host.vms):
        raise _failed(
            cmdlet,
            "The operation failed because a virtual machine with the same identifier already exists. Select a new"
            " identifier and try the operation again.",
        )


def _take_disks_from(here: HostContext, planned: PlannedVm) -> None:
    """Look for each disk by its name in the folder given; one that is not there keeps its path, which may still resolve."""
    vm, folder = planned.vm, planned.vhd_source_path.rstrip("\\")
    drives: list[HardDiskDrive] = [*vm.hard_disk_drives, *(drive for one in vm.checkpoints for drive in one.drives)]
    for drive in drives if folder else ():
        if drive.path is not None:
            candidate = f"{folder}\\{PureWindowsPath(drive.path).name}"
            drive.path = candidate if here.files.find(candidate) is not None else drive.path


def _settle(entry: Entry, vm: Vm) -> None:
    """Make the folder of the file the configuration location, wherever that was before."""
    folder = str(PureWindowsPath(entry.path).parent.parent)
    if folder.lower() != (vm.configuration_location or vm.path).lower():
        vm.configuration_location = folder


def _planned_of(here: HostContext, bound: Bound, cmdlet: str) -> PlannedVm:
    report = bound.objects("CompatibilityReport")[0]
    machine = report["VM"]
    identity: UUID | None = object_id(machine) if isinstance(machine, PsObject) else None
    for planned in here.host.planned:
        if planned.vm.id == identity:
            return planned
    raise hyperv_object_not_found(cmdlet, here.host.name)


def _failed(cmdlet: str, message: str) -> PsError:
    return PsError(
        message,
        error_id=f"OperationFailed,{hyperv_class(cmdlet)}",
        category="InvalidOperation",
        exception_type=_EXCEPTION,
    )
