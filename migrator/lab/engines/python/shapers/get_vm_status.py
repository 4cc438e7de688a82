"""Documents of `Get-VMStatus`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import number, optional, seconds, text, text_or_none, values
from migrator.lab.engines.python.shapers.vm_parts import dvd_drive, network_adapter

_ADAPTER = ("id", "name", "mac_address", "dynamic_mac_address", "switch_name", "connected", "ip_addresses")
_DVD = ("controller_type", "controller_number", "controller_location", "path")


def get_vm_status(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document, or none for an id that nothing registered has."""
    for vm in vms_by_id(cmdlets, parameters["Id"]):
        yield _document(cmdlets, vm)


def vms_by_id(cmdlets: Cmdlets, wanted: PsValue) -> list[PsObject]:
    """Find as the scripts do: by id, and in the list of all where that ends with an error."""
    try:
        return cmdlets("Hyper-V\\Get-VM", Id=wanted)
    except PsError:
        return [vm for vm in cmdlets("Hyper-V\\Get-VM") if str(vm["Id"]).lower() == str(wanted).lower()]


def _document(cmdlets: Cmdlets, vm: PsObject) -> dict[str, JsonValue]:
    kind = optional(vm, "VirtualMachineType")
    statuses = [text(status) for status in values(vm["OperationalStatus"])]
    adapters = [network_adapter(adapter) for adapter in cmdlets("Hyper-V\\Get-VMNetworkAdapter", VM=[vm])]
    dvd_drives = [dvd_drive(drive) for drive in cmdlets("Hyper-V\\Get-VMDvdDrive", VM=[vm])]
    disks = cmdlets("Hyper-V\\Get-VMHardDiskDrive", VM=[vm])
    return {
        "id": str(vm["Id"]).lower(),
        "name": text(vm["Name"]),
        "registered": kind is None or text(kind) == "RealizedVirtualMachine",
        "state": text(vm["State"]),
        "operational_status": list(statuses),
        "status": text(vm["Status"]),
        "version": text(vm["Version"]),
        "automatic_start_action": text(vm["AutomaticStartAction"]),
        "automatic_start_delay_s": number(vm["AutomaticStartDelay"]),
        "uptime_s": seconds(vm["Uptime"]),
        "heartbeat": text_or_none(vm["Heartbeat"]),
        "notes": text(vm["Notes"]),
        "path": text(vm["Path"]),
        "configuration_location": text(vm["ConfigurationLocation"]),
        "snapshot_file_location": text(vm["SnapshotFileLocation"]),
        "smart_paging_file_path": text(vm["SmartPagingFilePath"]),
        "adapters": [{name: adapter[name] for name in _ADAPTER} for adapter in adapters],
        "dvd_drives": [{name: drive[name] for name in _DVD} for drive in dvd_drives],
        "disk_paths": [text(drive["Path"]) for drive in disks if drive["DiskNumber"] is None and drive["Path"]],
        "checkpoints": [
            {"id": str(one["Id"]).lower(), "name": text(one["Name"]), "has_memory": text(one["State"]) != "Off"}
            for one in cmdlets("Hyper-V\\Get-VMSnapshot", VM=[vm])
        ],
        "merging": "MergingDisks" in statuses,
    }
