"""What of a source host must not change between plan and run."""

from pydantic import JsonValue

from migrator.domain.canonical import sha256_of
from migrator.domain.inventory.disks import VhdType, VirtualHardDisk
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.inventory.whole import Inventory


def source_sha256(inventory: Inventory) -> str:
    """Return the digest of the projection, whatever the order of the inventory's lists."""
    return sha256_of(projection(inventory))


def projection(inventory: Inventory) -> dict[str, JsonValue]:
    """Return identities, layout, versions, chains and switches.

    Sizes of dynamic disks, states, uptime and free space change by themselves and are not in it.
    """
    checkpoints: list[JsonValue] = [f"{checkpoint.vm_id} {checkpoint.id}" for checkpoint in inventory.checkpoints]
    switches: list[JsonValue] = [
        f"{switch.id} {switch.switch_type.value} {switch.name}" for switch in inventory.switches
    ]
    return {
        "host": inventory.host.machine_guid,
        "virtual_machines": sorted((_vm(vm) for vm in inventory.virtual_machines), key=str),
        "virtual_hard_disks": sorted((_disk(disk) for disk in inventory.virtual_hard_disks), key=str),
        "checkpoints": sorted(checkpoints, key=str),
        "switches": sorted(switches, key=str),
    }


def _vm(vm: VirtualMachine) -> JsonValue:
    drives: list[JsonValue] = [
        f"{drive.controller_type.value} {drive.controller_number} {drive.controller_location} {drive.path}"
        for drive in vm.hard_disk_drives
    ]
    adapters: list[JsonValue] = [f"{adapter.id} {adapter.switch_name}" for adapter in vm.network_adapters]
    return {
        "id": str(vm.id),
        "name": vm.name,
        "generation": vm.generation,
        "version": vm.version,
        "configuration": str(vm.configuration_location),
        "checkpoints": str(vm.snapshot_file_location),
        "smart_paging": str(vm.smart_paging_file_path),
        "drives": drives,
        "adapters": adapters,
    }


def _disk(disk: VirtualHardDisk) -> JsonValue:
    return {
        "path": str(disk.path),
        "format": disk.vhd_format,
        "type": disk.vhd_type,
        "parent": str(disk.parent_path) if disk.parent_path else None,
        "identifier": str(disk.disk_identifier) if disk.disk_identifier else None,
        "size_bytes": disk.size_bytes if disk.vhd_type is VhdType.FIXED else None,
    }
