"""What `Set-VolumeLetter` does."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import number, text, values

_LETTER: Final = re.compile(r"[A-Z]")
_OPTICAL: Final = 5


def set_volume_letter(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Move what can be carried away, then give the letter."""
    letter, spare = text(parameters["Letter"]), text(parameters["SpareLetter"])
    if not (_LETTER.fullmatch(letter) and _LETTER.fullmatch(spare)):
        raise thrown("LetterInvalid")
    usb = {number(disk["Number"]) for disk in cmdlets("Storage\\Get-Disk") if text(disk["BusType"]) == "USB"}
    partitions = cmdlets("Storage\\Get-Partition")
    wanted = text(parameters["VolumeId"]).lower()
    target = next((one for one in partitions if _has_path(one, wanted)), None)
    if target is None:
        raise thrown("VolumeMissing")
    holder = next((one for one in partitions if _letter(one) == letter), None)
    optical = [
        one
        for one in cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_Volume")
        if one["DriveType"] == _OPTICAL and text(one["DriveLetter"]).upper() == f"{letter}:"
    ]
    if holder is None or not _has_path(holder, wanted):
        if holder is not None and number(holder["DiskNumber"]) not in usb:
            raise thrown("LetterTaken")
        if (holder is not None or optical) and any(_letter(one) == spare for one in partitions):
            raise thrown("SpareLetterTaken")
        if should_process(parameters):
            if holder is not None:
                _give(cmdlets, holder, spare)
            if optical:
                query = f"SELECT * FROM Win32_Volume WHERE DriveType = 5 AND DriveLetter = '{letter}:'"  # noqa: S608 - as the script, of one checked letter
                moved = PsObject("System.Collections.Hashtable", {"DriveLetter": f"{spare}:"})
                cmdlets("CimCmdlets\\Set-CimInstance", Query=query, Property=moved)
            _give(cmdlets, target, letter)
    yield from ()


def _give(cmdlets: Cmdlets, partition: PsObject, letter: str) -> None:
    place: dict[str, PsValue] = {name: partition[name] for name in ("DiskNumber", "PartitionNumber")}
    cmdlets("Storage\\Set-Partition", **place, NewDriveLetter=letter)


def _letter(partition: PsObject) -> str:
    return text(partition["DriveLetter"]).strip("\0").upper()


def _has_path(partition: PsObject, volume_id: str) -> bool:
    return volume_id in {text(path).lower() for path in values(partition["AccessPaths"])}
