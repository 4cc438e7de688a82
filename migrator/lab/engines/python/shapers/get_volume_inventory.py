"""Documents of `Get-VolumeInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.drives import exists, head, item
from migrator.lab.engines.python.shapers.values import number, number_or_none, probed, text, values

MARKER_BYTES = 4096
_KINDS = ("Fixed", "Removable")


def letter_of(volume: PsObject) -> str | None:
    """Give the drive letter; a volume without one has the character NUL."""
    return text(volume["DriveLetter"]).strip("\0").upper() or None


def is_listed(volume: PsObject) -> bool:
    """Leave out optical drives and what is not known."""
    return text(volume["DriveType"]) in _KINDS


def get_volume_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per volume."""
    del parameters
    volumes = [volume for volume in cmdlets("Storage\\Get-Volume") if is_listed(volume)]
    partitions = {
        text(path).lower(): partition
        for partition in cmdlets("Storage\\Get-Partition")
        for path in values(partition["AccessPaths"])
    }
    of_wmi = {
        text(volume["DeviceID"]).lower(): volume
        for volume in cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_Volume")
    }
    protections = _looked_up(cmdlets, "BitLocker\\Get-BitLockerVolume", "MountPoint", "ProtectionStatus")
    deduplications = _looked_up(cmdlets, "Deduplication\\Get-DedupVolume", "VolumeId", "Enabled")
    for volume in volumes:
        path, letter = text(volume["Path"]), letter_of(volume)
        key = path.lower()
        protection: PsValue = None
        if protections is not None:
            protection = protections.get(key.rstrip("\\"), protections.get(f"{letter}:".lower()))
        yield {
            "unique_id": path,
            "drive_letter": letter,
            "label": text(volume["FileSystemLabel"]),
            "file_system": text(volume["FileSystem"]),
            **_of_wmi(of_wmi.get(key)),
            "size_bytes": number(volume["Size"]),
            "free_bytes": number(volume["SizeRemaining"]),
            "health": text(volume["HealthStatus"]),
            **_of_partition(partitions.get(key)),
            "is_system": _is_system(partitions.get(key), of_wmi.get(key)),
            "bitlocker_protection": None if protection is None else text(protection),
            "deduplicated": None if deduplications is None else bool(deduplications.get(key.rstrip("\\"))),
            "marker": _marker(cmdlets, letter) if letter is not None and volume["FileSystem"] else None,
        }


def _looked_up(cmdlets: Cmdlets, command: str, key: str, value: str) -> dict[str, PsValue] | None:
    if probed(cmdlets, command) is None:
        return None
    return {text(one[key]).rstrip("\\").lower(): one[value] for one in cmdlets(command)}


def _of_wmi(volume: PsObject | None) -> dict[str, JsonValue]:
    serial = None if volume is None else volume["SerialNumber"]
    return {
        "cluster_bytes": None if volume is None else number_or_none(volume["BlockSize"]),
        "serial_number": None if serial is None else f"{number(serial):08X}",
        "paging_file": volume is not None and bool(volume["PageFilePresent"]),
    }


def _of_partition(partition: PsObject | None) -> dict[str, JsonValue]:
    return {
        "disk_number": None if partition is None else number(partition["DiskNumber"]),
        "partition_number": None if partition is None else number(partition["PartitionNumber"]),
        "partition_type": None if partition is None else text(partition["Type"]),
    }


def _is_system(partition: PsObject | None, volume: PsObject | None) -> bool:
    of_partition = partition is not None and bool(partition["IsSystem"] or partition["IsBoot"])
    return of_partition or (volume is not None and bool(volume["SystemVolume"] or volume["BootVolume"]))


def _marker(cmdlets: Cmdlets, letter: str) -> str | None:
    path = f"{letter}:\\migrator-disk.json"
    if not exists(cmdlets, path, "Leaf") or number(item(cmdlets, path)["Length"]) > MARKER_BYTES:
        return None
    raw = head(cmdlets, path, MARKER_BYTES)
    return None if raw is None else raw.decode("utf-8-sig", errors="replace")
