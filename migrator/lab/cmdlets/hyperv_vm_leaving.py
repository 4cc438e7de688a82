"""Remove-VM and Export-VM: how a virtual machine leaves its host."""

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.hyperv_vm import vm_object
from migrator.lab.cmdlets.refusals import hyperv_class, invalid_parameter
from migrator.lab.cmdlets.select_vms import by_names, every_vm
from migrator.lab.world.model import Vm
from migrator.lab.world.placing import NoSuchVolume, place_of
from migrator.lab.world.vm_life import EXPORTED, expect
from migrator.lab.world.vmcx import checkpoint_path, configuration_path

_BESIDE = (".vmcx", ".vmrs", ".vmgs", ".xml", ".bin", ".vsv")


def remove_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Remove-VM -VM | -Name, -Force: unregisters, and **deletes the configuration files**; disks stay.

    Of a planned VM nothing was on disk, so nothing is deleted.
    """
    for vm in _meant(here, bound, "Remove-VM"):
        planned = [one for one in here.host.planned if one.vm is vm]
        if planned:
            here.host.planned.remove(planned[0])
            continue
        if vm.state not in {"Off", "Saved"}:
            raise _failed("Remove-VM", f"'{vm.name}' cannot be removed while it is in its current state.")
        here.host.vms.remove(vm)
        for path in (configuration_path(vm), *(checkpoint_path(vm, one) for one in vm.checkpoints)):
            entry = here.files.find(path)
            if entry is not None:
                for suffix in _BESIDE:
                    entry.real.with_suffix(suffix).unlink(missing_ok=True)
    return []


def export_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Export-VM -VM | -Name, -Path, [-AsJob] [-Passthru]: into `<Path>\<name>` with Windows' own three folders."""
    target = (bound.text("Path") or "").rstrip("\\")
    jobs = []
    for vm in _meant(here, bound, "Export-VM"):
        folder = f"{target}\\{vm.name}"
        if here.files.find(folder) is not None:
            raise _failed("Export-VM", f"The folder '{folder}' already exists (0x80070050).")
        try:
            real = place_of(here.host.volumes, folder).real
        except NoSuchVolume as fault:
            raise invalid_parameter("Export-VM", f"The path '{target}' is not valid.") from fault
        real.mkdir(parents=True, exist_ok=True)
        expect(here.world, here.host, vm, EXPORTED, vm.export_looks, to=folder)
        jobs.append(PsObject(HYPERV + "VMJob", {"Name": "Export-VM", "State": hyperv_enum("JobState", "Completed")}))
    if bound.flag("AsJob"):
        return jobs
    return [vm_object(here, vm) for vm in _meant(here, bound, "Export-VM")] if bound.flag("Passthru") else []


def _meant(here: HostContext, bound: Bound, cmdlet: str) -> list[Vm]:
    return by_names(here, bound.texts("Name"), cmdlet) if "Name" in bound else every_vm(here, bound, cmdlet)


def _failed(cmdlet: str, message: str) -> PsError:
    return PsError(
        message,
        error_id=f"OperationFailed,{hyperv_class(cmdlet)}",
        category="InvalidOperation",
        exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
    )
