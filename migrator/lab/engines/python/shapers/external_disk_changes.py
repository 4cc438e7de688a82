"""Documents of the scripts that write to external disks: `Initialize-`, `Set-…File`, `Get-…File`, `Reset-ExternalDisk`."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.drives import exists, item
from migrator.lab.engines.python.shapers.get_external_disk import drives_of_machines, is_windows
from migrator.lab.engines.python.shapers.own_files import (
    MARKER,
    letter_of,
    make_folder,
    marker_of,
    read_json,
    read_whole,
    write_whole,
)
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import number, text, values

_OURS = re.compile(r"(migrator|restore)(/[A-Za-z0-9][A-Za-z0-9._-]*)+")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SMALL = 524288
_TOLD = ("migration", "disk", "epoch")


def initialize_external_disk(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Put the marker at the volume's root."""
    volume_id, content = text(parameters["VolumeId"]), text(parameters["Marker"])
    wanted = json.loads(content)
    letter = _fit(cmdlets, volume_id)
    for partition in cmdlets("Storage\\Get-Partition"):
        if not _is_at(partition, volume_id):
            continue
        if is_windows(partition):
            raise thrown("VolumeOfWindows")
        for disk in cmdlets("Storage\\Get-Disk"):
            if disk["Number"] == partition["DiskNumber"] and text(disk["PartitionStyle"]) != "GPT":
                raise thrown("PartitionStyleNotFit")
    if f"{letter}:".lower() in drives_of_machines(cmdlets):
        raise thrown("VolumeOfVirtualMachine")
    if exists(cmdlets, letter + MARKER, "Leaf"):
        _demand_own(_json_or_nothing(cmdlets, letter + MARKER), wanted)
    if should_process(parameters):
        write_whole(cmdlets, letter + MARKER, content.encode())
    yield from ()


def set_external_disk_file(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Put a small file of ours below the bag."""
    letter = letter_of(cmdlets, parameters["VolumeId"])
    marker = marker_of(cmdlets, letter)
    if int(marker["epoch"]) > number(parameters["Epoch"]):
        raise thrown("EpochHigher")
    path, bag = text(parameters["Path"]), str(marker["bag"])
    if not _OURS.fullmatch(path) or not _NAME.fullmatch(bag):
        raise thrown("PathNotOurs")
    if should_process(parameters):
        whole = f"{letter}:\\{bag}\\" + path.replace("/", "\\")
        make_folder(cmdlets, whole.rpartition("\\")[0])
        write_whole(cmdlets, whole, text(parameters["Content"]).encode())
    yield from ()


def get_external_disk_file(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield the file's one document."""
    letter, path = letter_of(cmdlets, parameters["VolumeId"]), text(parameters["Path"])
    whole = f"{letter}:\\{text(parameters['Bag'])}\\" + path.replace("/", "\\")
    if exists(cmdlets, whole, "Leaf"):
        size = number(item(cmdlets, whole)["Length"])
        content = None if size > _SMALL else b64encode(read_whole(cmdlets, whole)).decode("ascii")
        yield {"path": path, "size_bytes": size, "content_base64": content}


def reset_external_disk(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield what became of the disk."""
    volume_id, disk = text(parameters["VolumeId"]), None
    for partition in cmdlets("Storage\\Get-Partition"):
        if _is_at(partition, volume_id):
            if is_windows(partition):
                raise thrown("VolumeOfWindows")
            disk = number(partition["DiskNumber"])
    if disk is None:
        raise thrown("VolumeMissing")
    was_offline = False
    if should_process(parameters):
        cmdlets("Storage\\Write-VolumeCache", Path=volume_id)
        try:
            cmdlets("Storage\\Set-Disk", Number=disk, IsOffline=True)
            was_offline = True
        except PsError as refused:
            if not refused.exception_type.endswith("CimException"):
                raise
        cmdlets("Storage\\Set-Disk", Number=disk, IsOffline=False)
    yield {"volume_id": volume_id, "was_offline": was_offline}


def _fit(cmdlets: Cmdlets, volume_id: str) -> str:
    found = [one for one in cmdlets("Storage\\Get-Volume") if text(one["Path"]).lower() == volume_id.lower()]
    if not found:
        raise thrown("VolumeMissing")
    if text(found[-1]["FileSystem"]) != "NTFS":
        raise thrown("FileSystemNotFit")
    letter = text(found[-1]["DriveLetter"]).strip("\0")
    if not letter:
        raise thrown("VolumeWithoutLetter")
    return letter


def _is_at(partition: PsObject, volume_id: str) -> bool:
    return any(text(path).lower() == volume_id.lower() for path in values(partition["AccessPaths"]))


def _json_or_nothing(cmdlets: Cmdlets, path: str) -> dict[str, Any]:
    try:
        return read_json(cmdlets, path)
    except ValueError:
        return {}


def _demand_own(old: dict[str, Any], wanted: dict[str, Any]) -> None:
    if not all(name in old for name in _TOLD):
        raise thrown("MarkerOfAnother")
    if any(str(old[name]).lower() != str(wanted[name]).lower() for name in ("migration", "disk")):
        raise thrown("MarkerOfAnother")
    if int(old["epoch"]) > int(wanted["epoch"]):
        raise thrown("EpochHigher")
