"""Documents of `Get-DiskInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import guid_or_none, measured_or_none, number, quietly, text, values

_COUNTERS = {
    "temperature_c": "Temperature",
    "wear_percent": "Wear",
    "read_errors_uncorrected": "ReadErrorsUncorrected",
    "write_errors_uncorrected": "WriteErrorsUncorrected",
    "power_on_hours": "PowerOnHours",
}


def get_disk_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per disk."""
    del parameters
    disks = cmdlets("Storage\\Get-Disk")
    physical = {text(one["DeviceId"]): one for one in cmdlets("Storage\\Get-PhysicalDisk")}
    for disk in disks:
        yield _document(cmdlets, disk, physical.get(text(disk["Number"])))


def _trimmed(value: PsValue) -> str | None:
    return text(value).strip() or None


def _document(cmdlets: Cmdlets, disk: PsObject, physical: PsObject | None) -> dict[str, JsonValue]:
    said: list[PsObject] = []
    if physical is not None:
        said = quietly(cmdlets, "Storage\\Get-StorageReliabilityCounter", PhysicalDisk=physical)
    counters: dict[str, JsonValue] = {
        ours: measured_or_none(said[0][theirs]) if said else None for ours, theirs in _COUNTERS.items()
    }
    return {
        "number": number(disk["Number"]),
        "unique_id": text(disk["UniqueId"]),
        "guid": guid_or_none(disk["Guid"]),
        "friendly_name": text(disk["FriendlyName"]),
        "serial_number": _trimmed(disk["SerialNumber"]),
        "bus_type": text(disk["BusType"]),
        "media_type": None if physical is None else _trimmed(physical["MediaType"]),
        "partition_style": text(disk["PartitionStyle"]),
        "size_bytes": number(disk["Size"]),
        "allocated_bytes": number(disk["AllocatedSize"]),
        "logical_sector_bytes": number(disk["LogicalSectorSize"]),
        "physical_sector_bytes": number(disk["PhysicalSectorSize"]),
        "is_boot": bool(disk["IsBoot"]),
        "is_system": bool(disk["IsSystem"]),
        "is_offline": bool(disk["IsOffline"]),
        "is_read_only": bool(disk["IsReadOnly"]),
        "health": text(disk["HealthStatus"]),
        "operational_status": [text(status) for status in values(disk["OperationalStatus"])],
        "firmware_version": _trimmed(disk["FirmwareVersion"]),
        **counters,
    }
