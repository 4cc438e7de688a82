"""Disks, partitions and volumes as the Storage module shows them (enums as the words its type data makes of them)."""

from collections.abc import Iterator

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import STORAGE_CIM, HostContext
from migrator.lab.cmdlets.narrowed import narrowed
from migrator.lab.world.model import PhysicalDisk, Volume

_GPT_TYPES = {
    "System": "{c12a7328-f81f-11d2-ba4b-00a0c93ec93b}",
    "Reserved": "{e3c9e316-0b5c-4db8-817d-f92df00215ae}",
    "Recovery": "{de94bba4-06d1-4d40-a16a-bfd50179d6ac}",
    "Basic": "{ebd0a0a2-b9e5-4433-87c0-68b6b72699c7}",
}
NO_LETTER = "\x00"
"""What a partition without letter has: a [char] 0, not $null."""


def get_disk(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Storage\Get-Disk [[-Number]] | -UniqueId | -FriendlyName | -SerialNumber."""
    disks = [_disk(here, disk) for disk in sorted(here.host.disks, key=lambda disk: disk.number)]
    by = {"Number": "Number", "UniqueId": "UniqueId", "FriendlyName": "FriendlyName", "SerialNumber": "SerialNumber"}
    return narrowed(disks, bound, by, "Get-Disk")


def get_partition(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Storage\Get-Partition [[-DiskNumber]] [[-PartitionNumber]] | -DriveLetter | -Disk | -Volume."""
    found = [_partition(here, disk, number, volume) for disk, number, volume in partitions_of(here)]
    if "Disk" in bound:
        numbers = {disk["Number"] for disk in bound.objects("Disk")}
        found = [item for item in found if item["DiskNumber"] in numbers]
    by = {"DiskNumber": "DiskNumber", "PartitionNumber": "PartitionNumber", "DriveLetter": "DriveLetter"}
    return narrowed(found, bound, by, "Get-Partition")


def get_volume(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Storage\Get-Volume [[-DriveLetter]] | -UniqueId | -Path | -FileSystemLabel | -Partition."""
    found = [_volume(volume) for volume in here.host.volumes if volume.partition_type != "Reserved"]
    if "Partition" in bound:
        paths = {str(path) for item in bound.objects("Partition") for path in _listed(item["AccessPaths"])}
        found = [item for item in found if item["Path"] in paths]
    by = {"DriveLetter": "DriveLetter", "UniqueId": "UniqueId", "Path": "Path", "FileSystemLabel": "FileSystemLabel"}
    return narrowed(found, bound, by, "Get-Volume")


def get_physical_disk(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Storage\Get-PhysicalDisk [-UniqueId | -FriendlyName]."""
    found = [_physical_disk(here, disk) for disk in here.host.disks]
    by = {"UniqueId": "UniqueId", "FriendlyName": "FriendlyName", "DeviceNumber": "DeviceId"}
    return narrowed(found, bound, by, "Get-PhysicalDisk")


def get_storage_reliability_counter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Storage\Get-StorageReliabilityCounter -PhysicalDisk | -Disk."""
    ids = {str(item["DeviceId"]) for item in bound.objects("PhysicalDisk")}
    ids |= {str(item["Number"]) for item in bound.objects("Disk")}
    return [_counter(disk) for disk in here.host.disks if str(disk.number) in ids]


def _disk(here: HostContext, disk: PhysicalDisk) -> PsObject:
    gpt = disk.guid is not None
    style = "GPT" if gpt else ("MBR" if disk.mbr_signature is not None or disk.volumes else "RAW")
    allocated = sum(volume.size_bytes for volume in disk.volumes)
    properties: dict[str, PsValue] = {
        "Number": disk.number,
        "UniqueId": _unique_id(here, disk),
        "Guid": f"{{{disk.guid}}}" if gpt else None,
        "Signature": disk.mbr_signature if not gpt else None,
        "FriendlyName": disk.friendly_name,
        "Model": disk.friendly_name,
        "SerialNumber": _serial(here, disk),
        "FirmwareVersion": disk.firmware_version,
        "BusType": disk.bus_type,
        "PartitionStyle": style,
        "Size": disk.size_bytes,
        "AllocatedSize": min(allocated, disk.size_bytes),
        "LargestFreeExtent": max(disk.size_bytes - allocated, 0),
        "NumberOfPartitions": len(disk.volumes),
        "LogicalSectorSize": disk.logical_sector_bytes,
        "PhysicalSectorSize": disk.physical_sector_bytes,
        "HealthStatus": disk.health,
        "OperationalStatus": "Offline" if disk.is_offline else _one_or_many(disk.operational_status),
        "IsBoot": any(volume.is_boot for volume in disk.volumes),
        "IsSystem": any(volume.is_system for volume in disk.volumes),
        "IsOffline": disk.is_offline,
        "IsReadOnly": disk.is_read_only,
        "IsClustered": False,
        "Location": disk.location,
        "Path": f"\\\\?\\disk#{disk.number}",
    }
    return PsObject(STORAGE_CIM + "MSFT_Disk", properties)


def partitions_of(here: HostContext) -> Iterator[tuple[PhysicalDisk, int, Volume]]:
    """Yield each volume with its disk and its number there, in the order of the disks."""
    for disk in sorted(here.host.disks, key=lambda disk: disk.number):
        for number, volume in enumerate(disk.volumes, start=1):
            if volume.present:
                yield disk, number, volume


def _partition(here: HostContext, disk: PhysicalDisk, number: int, volume: Volume) -> PsObject:
    paths: list[PsValue] = [f"{volume.drive_letter}:\\"] if volume.drive_letter else []
    if volume.partition_type != "Reserved":
        paths.append(volume.unique_id)
    before = sum(other.size_bytes for other in disk.volumes[: number - 1])
    properties: dict[str, PsValue] = {
        "DiskNumber": disk.number,
        "DiskId": f"\\\\?\\disk#{disk.number}",
        "PartitionNumber": number,
        "DriveLetter": volume.drive_letter or NO_LETTER,
        "AccessPaths": paths,
        "Type": volume.partition_type if disk.guid is not None else "IFS",
        "GptType": _GPT_TYPES.get(volume.partition_type, _GPT_TYPES["Basic"]) if disk.guid is not None else None,
        "Guid": f"{{{volume.guid}}}" if disk.guid is not None else None,
        "UniqueId": f"{{{volume.guid}}}{_unique_id(here, disk)}",
        "Size": volume.size_bytes,
        "Offset": (1 << 20) + before,
        "OperationalStatus": "Online",
        "IsBoot": volume.is_boot,
        "IsSystem": volume.is_system,
        "IsActive": volume.is_active,
        "IsHidden": volume.is_hidden,
        "IsOffline": disk.is_offline,
        "IsReadOnly": disk.is_read_only,
        "NoDefaultDriveLetter": volume.drive_letter is None,
    }
    return PsObject(STORAGE_CIM + "MSFT_Partition", properties)


def _volume(volume: Volume) -> PsObject:
    properties: dict[str, PsValue] = {
        "DriveLetter": volume.drive_letter,
        "FileSystemLabel": volume.label,
        "FileSystem": volume.file_system or None,
        "FileSystemType": volume.file_system or "Unknown",
        "DriveType": "Fixed",
        "HealthStatus": volume.health,
        "OperationalStatus": "OK" if volume.health == "Healthy" else "Full Repair Needed",
        "Size": volume.size_bytes,
        "SizeRemaining": volume.free_bytes,
        "AllocationUnitSize": volume.cluster_bytes,
        "DedupMode": "GeneralPurpose" if volume.deduplicated else "Disabled",
        "UniqueId": volume.unique_id,
        "Path": volume.unique_id,
    }
    return PsObject(STORAGE_CIM + "MSFT_Volume", properties)


def _physical_disk(here: HostContext, disk: PhysicalDisk) -> PsObject:
    properties: dict[str, PsValue] = {
        "DeviceId": str(disk.number),
        "UniqueId": _unique_id(here, disk),
        "FriendlyName": disk.friendly_name,
        "Model": disk.friendly_name,
        "SerialNumber": _serial(here, disk),
        "FirmwareVersion": disk.firmware_version,
        "MediaType": disk.media_type,
        "BusType": disk.bus_type,
        "HealthStatus": disk.health,
        "OperationalStatus": "OK" if disk.health == "Healthy" else "Predictive Failure",
        "Size": disk.size_bytes,
        "AllocatedSize": disk.size_bytes,
        "LogicalSectorSize": disk.logical_sector_bytes,
        "PhysicalSectorSize": disk.physical_sector_bytes,
        "PhysicalLocation": disk.location,
        "CanPool": False,
    }
    return PsObject(STORAGE_CIM + "MSFT_PhysicalDisk", properties)


def _counter(disk: PhysicalDisk) -> PsObject:
    health = disk.health_counters
    properties: dict[str, PsValue] = {
        "DeviceId": str(disk.number),
        "Temperature": health.temperature_c,
        "Wear": health.wear_percent,
        "ReadErrorsUncorrected": health.read_errors_uncorrected,
        "WriteErrorsUncorrected": health.write_errors_uncorrected,
        "PowerOnHours": health.power_on_hours,
    }
    return PsObject(STORAGE_CIM + "MSFT_StorageReliabilityCounter", properties)


def _unique_id(here: HostContext, disk: PhysicalDisk) -> str:
    return disk.unique_id or here.guid("disk", str(disk.number)).hex[:16].upper()


def _serial(here: HostContext, disk: PhysicalDisk) -> str | None:
    if not disk.serial_changes:
        return disk.serial_number
    disk.reads += 1
    return here.guid("serial", str(disk.number), str(disk.reads)).hex[:12].upper()


def _one_or_many(words: tuple[str, ...]) -> PsValue:
    return words[0] if len(words) == 1 else list(words)


def _listed(value: PsValue) -> list[PsValue]:
    return value if isinstance(value, list) else [value]
