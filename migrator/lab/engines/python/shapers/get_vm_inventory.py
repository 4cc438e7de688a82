"""Documents of `Get-VMInventory`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import (
    guid_or_none,
    number,
    objects,
    optional,
    probed,
    seconds,
    text,
    text_or_none,
    utc,
)
from migrator.lab.engines.python.shapers.vm_parts import dvd_drive, hard_disk_drive, network_adapter

_Parts = Mapping[str, list[PsObject]]
_OF_ALL = ("VMProcessor", "VMMemory", "VMHardDiskDrive", "VMDvdDrive", "VMNetworkAdapter", "VMIntegrationService")
_PROBED = ("VMRemoteFx3dVideoAdapter", "VMFibreChannelHba", "VMGpuPartitionAdapter", "VMAssignableDevice")


def get_vm_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per virtual machine; each kind of part is asked for once."""
    del parameters
    vms = cmdlets("Hyper-V\\Get-VM")
    parts = {noun: _by_vm(cmdlets, noun, vms) for noun in _OF_ALL}
    parts |= {
        noun: _by_vm(cmdlets, noun, vms if vms and probed(cmdlets, f"Hyper-V\\Get-{noun}") else ()) for noun in _PROBED
    }
    parts["VMFloppyDiskDrive"] = _by_vm(cmdlets, "VMFloppyDiskDrive", [vm for vm in vms if vm["Generation"] == 1])
    parts["VMFirmware"] = _by_vm(cmdlets, "VMFirmware", [vm for vm in vms if vm["Generation"] != 1])
    for vm in vms:
        identity = str(vm["Id"]).lower()
        yield _document(vm, {noun: by_vm[identity] for noun, by_vm in parts.items()})


def _by_vm(cmdlets: Cmdlets, noun: str, vms: Sequence[PsObject]) -> _Parts:
    by_vm: defaultdict[str, list[PsObject]] = defaultdict(list)
    if vms:
        for part in cmdlets(f"Hyper-V\\Get-{noun}", VM=list(vms)):
            by_vm[str(part["VMId"]).lower()].append(part)
    return by_vm


def _document(vm: PsObject, parts: _Parts) -> dict[str, JsonValue]:
    automatic = optional(vm, "AutomaticCheckpointsEnabled")
    floppies = [text_or_none(drive["Path"]) for drive in parts["VMFloppyDiskDrive"]]
    firmwares = [_firmware(firmware) for firmware in parts["VMFirmware"]]
    return {
        "id": str(vm["Id"]).lower(),
        "name": text(vm["Name"]),
        "generation": number(vm["Generation"]),
        "version": text(vm["Version"]),
        "state": text(vm["State"]),
        "status": text(vm["Status"]),
        "uptime_s": seconds(vm["Uptime"]),
        "created_at": utc(vm["CreationTime"]),
        "notes": text(vm["Notes"]),
        "is_clustered": bool(vm["IsClustered"]),
        "replication_mode": text(vm["ReplicationMode"]),
        "replication_state": text(vm["ReplicationState"]),
        "configuration_location": text(vm["ConfigurationLocation"]),
        "path": text(vm["Path"]),
        "snapshot_file_location": text(vm["SnapshotFileLocation"]),
        "smart_paging_file_path": text(vm["SmartPagingFilePath"]),
        "smart_paging_file_in_use": bool(vm["SmartPagingFileInUse"]),
        "checkpoint_type": text(vm["CheckpointType"]),
        "automatic_checkpoints": None if automatic is None else bool(automatic),
        "parent_checkpoint_id": guid_or_none(vm["ParentSnapshotId"]),
        "automatic_start_action": text(vm["AutomaticStartAction"]),
        "automatic_start_delay_s": number(vm["AutomaticStartDelay"]),
        "automatic_stop_action": text(vm["AutomaticStopAction"]),
        "guest_controlled_cache_types": bool(vm["GuestControlledCacheTypes"]),
        "low_memory_mapped_io_bytes": number(vm["LowMemoryMappedIoSpace"]),
        "high_memory_mapped_io_bytes": number(vm["HighMemoryMappedIoSpace"]),
        "processor": _processor(parts["VMProcessor"][0]),
        "memory": _memory(parts["VMMemory"][0]),
        "firmware": firmwares[-1] if firmwares else None,
        "hard_disk_drives": [hard_disk_drive(drive) for drive in parts["VMHardDiskDrive"]],
        "dvd_drives": [dvd_drive(drive) for drive in parts["VMDvdDrive"]],
        "floppy_path": floppies[-1] if floppies else None,
        "network_adapters": [network_adapter(adapter) for adapter in parts["VMNetworkAdapter"]],
        "com_ports": [
            {"number": place, "path": text(optional(vm[f"ComPort{place}"], "Path"))}
            for place in (1, 2)
            if optional(vm[f"ComPort{place}"], "Path")
        ],
        "integration_services": [_integration_service(one) for one in parts["VMIntegrationService"]],
        "has_remotefx_adapter": bool(parts["VMRemoteFx3dVideoAdapter"]),
        "fibre_channel_adapter_count": len(parts["VMFibreChannelHba"]),
        "gpu_partition_adapter_count": len(parts["VMGpuPartitionAdapter"]),
        "assigned_device_count": len(parts["VMAssignableDevice"]),
        "groups": [text(group["Name"]) for group in objects(vm["Groups"])],
    }


def _firmware(firmware: PsObject) -> dict[str, JsonValue]:
    return {
        "secure_boot": text(firmware["SecureBoot"]) == "On",
        "secure_boot_template": text_or_none(firmware["SecureBootTemplate"]),
        "boot_order": [text(source["Description"]) for source in objects(firmware["BootOrder"])],
    }


def _integration_service(service: PsObject) -> dict[str, JsonValue]:
    return {
        "component_id": guid_or_none(text(service["Id"]).rpartition("\\")[2]),
        "name": text(service["Name"]),
        "enabled": bool(service["Enabled"]),
        "status": text_or_none(service["PrimaryOperationalStatus"]),
    }


def _processor(processor: PsObject) -> dict[str, JsonValue]:
    return {
        "count": number(processor["Count"]),
        "compatibility_for_migration": bool(processor["CompatibilityForMigrationEnabled"]),
        "expose_virtualization_extensions": bool(processor["ExposeVirtualizationExtensions"]),
        "hw_thread_count_per_core": number(processor["HwThreadCountPerCore"]),
        "maximum_count_per_numa_node": number(processor["MaximumCountPerNumaNode"]),
        "maximum_count_per_numa_socket": number(processor["MaximumCountPerNumaSocket"]),
        "reserve": number(processor["Reserve"]),
        "maximum": number(processor["Maximum"]),
        "relative_weight": number(processor["RelativeWeight"]),
    }


def _memory(memory: PsObject) -> dict[str, JsonValue]:
    return {
        "startup_bytes": number(memory["Startup"]),
        "dynamic": bool(memory["DynamicMemoryEnabled"]),
        "minimum_bytes": number(memory["Minimum"]),
        "maximum_bytes": number(memory["Maximum"]),
        "buffer": number(memory["Buffer"]),
        "priority": number(memory["Priority"]),
        "maximum_per_numa_node_mib": number(memory["MaximumPerNumaNode"]),
    }
