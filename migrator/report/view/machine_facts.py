"""A virtual machine of an inventory, in what a reader of a report compares."""

from collections.abc import Mapping
from pathlib import PureWindowsPath

from migrator.domain.inventory.disks import VirtualHardDisk
from migrator.domain.inventory.virtual_machine import HardDiskDrive, VirtualMachine, Vlan, VMNetworkAdapter
from migrator.domain.inventory.whole import Inventory
from migrator.report.view.machine_model import AdapterFacts, DiskFacts, MachineFacts


def machine_facts(vm: VirtualMachine, inventory: Inventory) -> MachineFacts:
    """Return what is compared of a virtual machine."""
    disks = {disk.path: disk for disk in inventory.virtual_hard_disks}
    return MachineFacts(
        name=vm.name,
        id=vm.id,
        state=vm.state.value,
        version=vm.version,
        generation=vm.generation,
        processors=vm.processor.count,
        memory_bytes=vm.memory.startup_bytes,
        dynamic_memory=vm.memory.dynamic,
        memory_minimum_bytes=vm.memory.minimum_bytes,
        memory_maximum_bytes=vm.memory.maximum_bytes,
        start_action=vm.automatic_start_action.value,
        start_delay_s=vm.automatic_start_delay_s,
        disks=tuple(_disk(drive, disks) for drive in vm.hard_disk_drives),
        adapters=tuple(_adapter(one) for one in vm.network_adapters),
        checkpoints=sum(one.vm_id == vm.id for one in inventory.checkpoints),
    )


def vlan_text(vlan: Vlan) -> str:
    """Return a VLAN setting in Hyper-V's own words."""
    match vlan.mode:
        case "Access":
            return f"Access {vlan.access_vlan_id}"
        case "Trunk":
            allowed = ",".join(map(str, vlan.allowed_vlan_ids))
            return f"Trunk {vlan.native_vlan_id} ({allowed})"
        case "Private":
            secondary = ",".join(map(str, vlan.secondary_vlan_ids))
            return f"Private {vlan.primary_vlan_id} ({secondary})"
        case _:
            return vlan.mode


def _adapter(adapter: VMNetworkAdapter) -> AdapterFacts:
    return AdapterFacts(
        name=adapter.name,
        mac_address=adapter.mac_address,
        dynamic=adapter.dynamic_mac_address,
        switch=adapter.switch_name,
        vlan=vlan_text(adapter.vlan),
    )


def _disk(drive: HardDiskDrive, disks: Mapping[PureWindowsPath, VirtualHardDisk]) -> DiskFacts:
    disk = disks.get(drive.path) if drive.path is not None else None
    place = f"{drive.controller_type.value} {drive.controller_number}:{drive.controller_location}"
    return DiskFacts(
        place=place,
        path=str(drive.path) if drive.path is not None else None,
        size_bytes=disk.size_bytes if disk is not None else None,
        file_bytes=disk.file_bytes if disk is not None else None,
        chain=tuple(_parents(disk, disks)),
    )


def _parents(disk: VirtualHardDisk | None, disks: Mapping[PureWindowsPath, VirtualHardDisk]) -> list[str]:
    chain: list[PureWindowsPath] = []
    while disk is not None and disk.parent_path is not None and disk.parent_path not in chain:
        chain.append(disk.parent_path)
        disk = disks.get(disk.parent_path)
    return [str(parent) for parent in chain]
