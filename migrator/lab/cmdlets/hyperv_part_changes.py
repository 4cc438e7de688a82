"""Cmdlets that change parts of a virtual machine: adapters, media, checkpoints, who may open its console."""

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.hyperv_drives import dvd_objects
from migrator.lab.cmdlets.hyperv_vm_network import adapter_id
from migrator.lab.cmdlets.refusals import hyperv_class, hyperv_object_not_found, invalid_parameter
from migrator.lab.cmdlets.select_vms import all_vms, checkpoints_of, every_vm
from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import ConsoleEntry, DvdDrive, Vm, VmNetworkAdapter
from migrator.lab.world.vm_life import MERGED, expect
from migrator.lab.world.vmcx import checkpoint_path, save_configuration

_HEX_DIGITS = 12


def set_vm_network_adapter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMNetworkAdapter -VMNetworkAdapter, with -StaticMacAddress | -DynamicMacAddress; only while off."""
    for vm, adapter in _adapters(here, bound):
        if vm.state not in {"Off", "Saved"}:
            raise _failed("Set-VMNetworkAdapter", "The MAC address cannot be changed while the virtual machine runs.")
        address = (bound.text("StaticMacAddress") or "").replace("-", "").replace(":", "").upper()
        if "StaticMacAddress" in bound:
            if len(address) != _HEX_DIGITS or not set(address) <= set("0123456789ABCDEF"):
                raise invalid_parameter("Set-VMNetworkAdapter", f"The MAC address '{address}' is invalid.")
            adapter.mac_address, adapter.dynamic_mac_address = address, False
        if bound.flag("DynamicMacAddress"):
            adapter.dynamic_mac_address = True
        save_configuration(here.host, vm)
    return []


def set_vm_dvd_drive(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMDvdDrive -VMDvdDrive -Path: another medium, or none."""
    path = bound.text("Path") or None
    if path is not None and HostFiles(here.host).find(path) is None:
        raise _failed("Set-VMDvdDrive", f"The system cannot find the file specified: '{path}'. (0x80070002)")
    for vm, drive in _dvd_drives(here, bound):
        drive.path, drive.media_type = path, None
        save_configuration(here.host, vm)
    return []


def remove_vm_snapshot(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Remove-VMSnapshot -VMSnapshot -IncludeAllChildSnapshots: the disks are merged afterwards, which takes time."""
    for vm, checkpoint in checkpoints_of(here, bound, "Remove-VMSnapshot"):
        gone = {checkpoint.id}
        if bound.flag("IncludeAllChildSnapshots"):
            for other in vm.checkpoints:  # parents stand before their children
                if other.parent_id in gone:
                    gone.add(other.id)
        for other in vm.checkpoints:
            place = None if other.id not in gone else HostFiles(here.host).find(checkpoint_path(vm, other))
            if place is not None:
                place.real.unlink()
                place.real.with_suffix(".vmrs").unlink(missing_ok=True)
        vm.checkpoints = [other for other in vm.checkpoints if other.id not in gone]
        if vm.parent_checkpoint_id in gone:
            vm.parent_checkpoint_id = None
        save_configuration(here.host, vm)
        if not vm.checkpoints:
            expect(here.world, here.host, vm, MERGED, vm.merge_looks)
    return []


def get_vm_connect_access(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMConnectAccess -VMId | -VMName: one per account."""
    return [
        _console_object(here, vm, entry)
        for vm in every_vm(here, bound, "Get-VMConnectAccess")
        for entry in vm.console_access
    ]


def grant_vm_connect_access(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Grant-VMConnectAccess -VMId -UserName (a name or a SID): all entries are written anew."""
    for vm in every_vm(here, bound, "Grant-VMConnectAccess"):
        for account in bound.texts("UserName"):
            name, sid = _account(here, account)
            if not any(entry.sid == sid for entry in vm.console_access):
                vm.console_access.append(ConsoleEntry(name, sid))
        vm.console_access_from = here.host.machine_guid
        save_configuration(here.host, vm)
    return []


def _adapters(here: HostContext, bound: Bound) -> list[tuple[Vm, VmNetworkAdapter]]:
    wanted = {str(item["Id"]) for item in bound.objects("VMNetworkAdapter")}
    found = [(vm, a) for vm in here.host.vms for a in vm.network_adapters if adapter_id(vm, a) in wanted]
    if len(found) < len(wanted):
        raise hyperv_object_not_found("Set-VMNetworkAdapter", here.host.name)
    return found


def _dvd_drives(here: HostContext, bound: Bound) -> list[tuple[Vm, DvdDrive]]:
    wanted = {str(item["Id"]) for item in bound.objects("VMDvdDrive")}
    return [
        (vm, drive)
        for vm in all_vms(here)
        for drive, shown in zip(vm.dvd_drives, dvd_objects(here, vm), strict=True)
        if str(shown["Id"]) in wanted
    ]


def _console_object(here: HostContext, vm: Vm, entry: ConsoleEntry) -> PsObject:
    return PsObject(
        HYPERV + "VMConnectAce",
        {
            "UserName": entry.user_name,
            "UserId": PsObject("System.Security.Principal.SecurityIdentifier", {"Value": entry.sid}),
            "VMName": vm.name,
            "VMId": vm.id,
            "ComputerName": here.host.name,
            "Access": hyperv_enum("VMConnectAceAccessType", "Allowed"),
        },
    )


def _account(here: HostContext, account: str) -> tuple[str, str]:
    if account.upper().startswith("S-1-"):
        known = {user.sid: user.name for user in here.host.local_users}
        return known.get(account.upper(), account.upper()), account.upper()
    for user in here.host.local_users:
        if user.name.lower() == account.rpartition("\\")[2].lower():
            return user.name, user.sid
    raise invalid_parameter("Grant-VMConnectAccess", f"The account '{account}' could not be found.")


def _failed(cmdlet: str, message: str) -> PsError:
    return PsError(
        message,
        error_id=f"OperationFailed,{hyperv_class(cmdlet)}",
        exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
    )
