"""Documents of `Get-ExternalDisk`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.drives import exists, item
from migrator.lab.engines.python.shapers.get_volume_inventory import MARKER_BYTES, is_listed, letter_of
from migrator.lab.engines.python.shapers.own_files import MARKER, read_whole
from migrator.lab.engines.python.shapers.values import number, objects, probed, text, values


def get_external_disk(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per volume."""
    wanted = text(parameters.get("VolumeId")).lower()
    volumes = [volume for volume in cmdlets("Storage\\Get-Volume") if is_listed(volume)]
    partitions = {
        text(path).lower(): partition
        for partition in cmdlets("Storage\\Get-Partition")
        for path in values(partition["AccessPaths"])
    }
    disks = {number(disk["Number"]): disk for disk in cmdlets("Storage\\Get-Disk")}
    of_wmi = {
        text(volume["DeviceID"]).lower(): volume
        for volume in cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_Volume")
    }
    taken = drives_of_machines(cmdlets)
    for volume in volumes:
        path, letter = text(volume["Path"]), letter_of(volume)
        if wanted not in {"", path.lower()}:
            continue
        partition, wmi = partitions.get(path.lower()), of_wmi.get(path.lower())
        disk = None if partition is None else disks.get(number(partition["DiskNumber"]))
        yield {
            "volume_id": path,
            "drive_letter": letter,
            "label": text(volume["FileSystemLabel"]),
            "file_system": text(volume["FileSystem"]),
            "size_bytes": number(volume["Size"]),
            "free_bytes": number(volume["SizeRemaining"]),
            "serial_number": None
            if wmi is None or wmi["SerialNumber"] is None
            else f"{number(wmi['SerialNumber']):08X}",
            "holds_windows": is_windows(partition)
            or (wmi is not None and bool(wmi["SystemVolume"] or wmi["BootVolume"] or wmi["PageFilePresent"])),
            "holds_vm": letter is not None and f"{letter}:".lower() in taken,
            **_of_disk(disk),
            "marker": _marker(cmdlets, letter) if letter is not None and volume["FileSystem"] else None,
        }


def drives_of_machines(cmdlets: Cmdlets) -> set[str]:
    """Give the drives (`d:`) on which a file of a virtual machine lies."""
    if probed(cmdlets, "Hyper-V\\Get-VM") is None:
        return set()
    taken = set()
    for vm in cmdlets("Hyper-V\\Get-VM"):
        paths = [vm["ConfigurationLocation"], *(drive["Path"] for drive in objects(vm["HardDrives"]))]
        taken |= {text(path)[:2].lower() for path in paths}
    return taken


def is_windows(partition: PsObject | None) -> bool:
    """Tell whether Windows starts from it."""
    return partition is not None and bool(partition["IsSystem"] or partition["IsBoot"])


def _of_disk(disk: PsObject | None) -> dict[str, JsonValue]:
    guid = None if disk is None else disk["Guid"]
    return {
        "disk_number": None if disk is None else number(disk["Number"]),
        "disk_name": None if disk is None else text(disk["FriendlyName"]),
        "disk_serial_number": None if disk is None else text(disk["SerialNumber"]).strip(),
        "bus_type": None if disk is None else text(disk["BusType"]),
        "partition_style": None if disk is None else text(disk["PartitionStyle"]),
        "gpt_disk_id": text(guid).strip("{}").lower() if guid else None,
        "is_read_only": disk is not None and bool(disk["IsReadOnly"]),
    }


def _marker(cmdlets: Cmdlets, letter: str) -> str | None:
    path = letter + MARKER
    if not exists(cmdlets, path, "Leaf") or number(item(cmdlets, path)["Length"]) > MARKER_BYTES:
        return None
    return read_whole(cmdlets, path).decode("utf-8-sig", errors="replace")
