"""A captured virtual machine, as a scenario says it: nearly all of it as fields of the world's own class."""

import re

from pydantic import BaseModel

from migrator.domain.inventory.guests import Guest
from migrator.domain.inventory.security import VMSecurity
from migrator.domain.inventory.virtual_machine import HardDiskDrive, VirtualMachine, VMNetworkAdapter
from migrator.domain.inventory.whole import Inventory
from migrator.lab.cmdlets.words import INTEGRATION_SERVICES
from migrator.lab.world.model import named_guid
from migrator.lab.world.scenario_schema import Settings, VmSpec

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SAME = {
    "id", "created_at", "is_clustered", "configuration_location", "snapshot_file_location", "smart_paging_file_path",
    "smart_paging_file_in_use", "checkpoint_type", "parent_checkpoint_id", "automatic_start_action",
    "automatic_start_delay_s", "automatic_stop_action", "guest_controlled_cache_types", "low_memory_mapped_io_bytes",
    "high_memory_mapped_io_bytes", "processor", "memory", "dvd_drives", "floppy_path", "has_remotefx_adapter",
    "fibre_channel_adapter_count", "gpu_partition_adapter_count", "groups",
}  # fmt: skip


def vm_spec(vm: VirtualMachine, inventory: Inventory) -> VmSpec:
    """Make the part of a scenario."""
    settings = _plain(vm, _SAME)
    settings["uptime"] = vm.uptime_s
    settings["automatic_checkpoints"] = bool(vm.automatic_checkpoints)
    settings["hard_disk_drives"] = [_drive(drive) for drive in vm.hard_disk_drives]
    settings["network_adapters"] = [_adapter(adapter) for adapter in vm.network_adapters]
    settings["com_ports"] = {str(port.number): port.path for port in vm.com_ports}
    settings["replication"] = {"mode": vm.replication_mode, "state": vm.replication_state}
    settings["assigned_devices"] = [f"PCIROOT(0)#PCI({number:02})" for number in range(vm.assigned_device_count)]
    settings["integration_services_disabled"] = _disabled(vm)
    if vm.firmware is not None:
        settings["secure_boot"] = vm.firmware.secure_boot
        if vm.firmware.secure_boot_template is not None:
            settings["secure_boot_template"] = vm.firmware.secure_boot_template
    settings["checkpoints"] = [
        {
            **_plain(one, {"id", "name", "created_at", "parent_id", "checkpoint_type", "state"}),
            "is_automatic": bool(one.is_automatic),
            "drives": [_drive(drive) for drive in one.hard_disk_drives],
        }
        for one in inventory.checkpoints
        if one.vm_id == vm.id
    ]
    for security in inventory.security:
        if security.vm_id == vm.id:
            settings["security"] = _security(security)
    for guest in inventory.guests:
        if guest.vm_id == vm.id:
            settings["guest"] = _guest(guest)
            settings["integration_services_version"] = guest.integration_services_version or "0.0"
    return VmSpec(
        name=vm.name,
        home=str(vm.path),
        generation=2 if vm.generation == 2 else 1,  # noqa: PLR2004 the generation's number
        version=vm.version,
        state=vm.state.value,
        cpus=vm.processor.count,
        memory=vm.memory.startup_bytes,
        disks=(),
        notes=vm.notes,
        settings=settings,
    )


def _plain(model: BaseModel, kept: set[str]) -> Settings:
    return model.model_dump(mode="json", include=kept)


def _drive(drive: HardDiskDrive) -> Settings:
    settings: Settings = drive.model_dump(mode="json")
    settings["minimum_iops"] = drive.minimum_iops or 0
    settings["maximum_iops"] = drive.maximum_iops or 0
    return settings


def _adapter(adapter: VMNetworkAdapter) -> Settings:
    settings: Settings = adapter.model_dump(mode="json", exclude={"switch_id", "connected", "id"})
    # "Microsoft:<VMId>\\<adapter>": the last part is the adapter's own; an anonymised inventory may have another text.
    own = adapter.id.rsplit("\\", 1)[-1].removeprefix("Microsoft:")
    settings["id"] = own if _GUID.fullmatch(own) else str(named_guid(0, adapter.id))
    return settings


def _disabled(vm: VirtualMachine) -> list[str]:
    off = {service.component_id for service in vm.integration_services if not service.enabled}
    return sorted(key for key, (_, component) in INTEGRATION_SERVICES.items() if component in off)


def _security(security: VMSecurity) -> Settings:
    settings: Settings = security.model_dump(mode="json", exclude={"vm_id", "key_protector_bytes", "bind_to_host_tpm"})
    settings["bind_to_host_tpm"] = bool(security.bind_to_host_tpm)
    return settings


def _guest(guest: Guest) -> dict[str, str]:
    said = {
        "FullyQualifiedDomainName": guest.fully_qualified_domain_name,
        "OSName": guest.os_name,
        "OSVersion": guest.os_version,
        "ProductType": None if guest.product_type is None else str(guest.product_type),
        "NetworkAddressIPv4": ";".join(a for a in guest.network_addresses if ":" not in a) or None,
        "NetworkAddressIPv6": ";".join(a for a in guest.network_addresses if ":" in a) or None,
    }
    return {name: value for name, value in said.items() if value is not None}
