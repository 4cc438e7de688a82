"""Cmdlets that fit a virtual machine, registered or planned, to its host: switch, disk path, processor, memory."""

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.hyperv_drives import drive_objects
from migrator.lab.cmdlets.hyperv_vm_network import adapter_id, find_switch
from migrator.lab.cmdlets.refusals import hyperv_class, hyperv_object_not_found, invalid_parameter
from migrator.lab.cmdlets.select_vms import every_vm, owner
from migrator.lab.world.file_access import account_sid, disks_of, grant_access
from migrator.lab.world.model import HardDiskDrive, Vm, VmNetworkAdapter
from migrator.lab.world.vmcx import save_configuration

_MIB = 1 << 20


def connect_vm_network_adapter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Connect-VMNetworkAdapter -VMNetworkAdapter -SwitchName."""
    name = bound.text("SwitchName") or ""
    switch = find_switch(here, name)
    if switch is None:
        text = f'Hyper-V was unable to find a virtual switch with name "{name}".'
        raise PsError(
            text, error_id=f"ObjectNotFound,{hyperv_class('Connect-VMNetworkAdapter')}", category="ObjectNotFound"
        )
    for vm, adapter in _adapters(here, bound, "Connect-VMNetworkAdapter"):
        adapter.switch_name = switch.name
        save_configuration(here.host, vm)
    return []


def disconnect_vm_network_adapter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Disconnect-VMNetworkAdapter -VMNetworkAdapter."""
    for vm, adapter in _adapters(here, bound, "Disconnect-VMNetworkAdapter"):
        adapter.switch_name = None
        save_configuration(here.host, vm)
    return []


def set_vm_hard_disk_drive(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMHardDiskDrive -VMHardDiskDrive -Path [-AllowUnverifiedPaths]: another file in the same place."""
    path = bound.text("Path")
    if path and here.files.find(path) is None and not bound.flag("AllowUnverifiedPaths"):
        raise invalid_parameter("Set-VMHardDiskDrive", f"'{path}' is not an existing virtual hard disk file.")
    for item in bound.objects("VMHardDiskDrive"):
        vm = owner(here, item, "Set-VMHardDiskDrive")
        _drive(here, vm, item).path = path
        save_configuration(here.host, vm)
        if vm in here.host.vms:
            # Attaching a disk is when VMMS writes the machine's account onto its files.
            for entry in disks_of(here.host, vm):
                grant_access(entry, account_sid(vm.id))
    return []


def set_vm_processor(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMProcessor -VM | -VMProcessor, while off: count, NUMA limits, features."""
    for vm in _machines(here, bound, "VMProcessor", "Set-VMProcessor"):
        own = vm.processor
        if "Count" in bound:
            own.count = bound.numbers("Count")[0]
        if "MaximumCountPerNumaNode" in bound:
            own.maximum_count_per_numa_node = bound.numbers("MaximumCountPerNumaNode")[0]
        if "ExposeVirtualizationExtensions" in bound:
            own.expose_virtualization_extensions = bound.flag("ExposeVirtualizationExtensions")
        if "CompatibilityForMigrationEnabled" in bound:
            own.compatibility_for_migration = bound.flag("CompatibilityForMigrationEnabled")
        save_configuration(here.host, vm)
    return []


def set_vm_memory(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMMemory -VM | -VMMemory, while off: startup memory and what one NUMA node may give."""
    for vm in _machines(here, bound, "VMMemory", "Set-VMMemory"):
        if "StartupBytes" in bound:
            vm.memory.startup_bytes = bound.numbers("StartupBytes")[0]
        if "MaximumAmountPerNumaNodeBytes" in bound:
            vm.memory.maximum_per_numa_node_mib = bound.numbers("MaximumAmountPerNumaNodeBytes")[0] // _MIB
        save_configuration(here.host, vm)
    return []


def _machines(here: HostContext, bound: Bound, part: str, cmdlet: str) -> list[Vm]:
    parts = bound.objects(part)
    vms = [owner(here, item, cmdlet) for item in parts] if parts else every_vm(here, bound, cmdlet)
    for vm in vms:
        if vm.state not in {"Off", "Saved"}:
            raise PsError(
                "The operation cannot be performed while the virtual machine is in its current state.",
                error_id=f"InvalidState,{hyperv_class(cmdlet)}",
                category="InvalidOperation",
                exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
            )
    return vms


def _adapters(here: HostContext, bound: Bound, cmdlet: str) -> list[tuple[Vm, VmNetworkAdapter]]:
    found = []
    for item in bound.objects("VMNetworkAdapter"):
        vm = owner(here, item, cmdlet)
        adapters = [one for one in vm.network_adapters if adapter_id(vm, one) == str(item["Id"])]
        if not adapters:
            raise hyperv_object_not_found(cmdlet, here.host.name)
        found.append((vm, adapters[0]))
    return found


def _drive(here: HostContext, vm: Vm, item: PsObject) -> HardDiskDrive:
    wanted = str(item["Id"])
    for checkpoint in (None, *vm.checkpoints):
        drives = vm.hard_disk_drives if checkpoint is None else checkpoint.drives
        for drive, shown in zip(drives, drive_objects(here, vm, checkpoint), strict=True):
            if str(shown["Id"]) == wanted:
                return drive
    raise hyperv_object_not_found("Set-VMHardDiskDrive", here.host.name)
