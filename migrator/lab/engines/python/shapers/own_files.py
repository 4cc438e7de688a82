"""What scripts do through .NET with files of ours: read whole, put in place whole, with the folder made before."""

import json
from typing import Any

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.shapers.drives import exists
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import quietly, text

_MANAGEMENT = "Microsoft.PowerShell.Management\\"
MARKER = ":\\migrator-disk.json"


def make_folder(cmdlets: Cmdlets, path: str) -> None:
    """`New-Item -ItemType Directory -Force`."""
    cmdlets(_MANAGEMENT + "New-Item", ItemType="Directory", Path=path, Force=True)


def write_whole(cmdlets: Cmdlets, path: str, content: bytes) -> None:
    """Put a file in place of the old one."""
    cmdlets(_MANAGEMENT + "Set-Content", LiteralPath=path, Value=content)


def remove(cmdlets: Cmdlets, path: str) -> None:
    """`Remove-Item -LiteralPath -Force`."""
    cmdlets(_MANAGEMENT + "Remove-Item", LiteralPath=path, Force=True)


def read_whole(cmdlets: Cmdlets, path: str) -> bytes:
    """Read all bytes; nothing where another program holds the file."""
    read = quietly(cmdlets, _MANAGEMENT + "Get-Content", LiteralPath=path, Encoding="Byte")
    raw: PsValue = read[0]["Value"] if read else b""
    return raw if isinstance(raw, bytes) else b""


def read_json(cmdlets: Cmdlets, path: str) -> dict[str, Any]:
    """`ConvertFrom-Json` of a file of ours; raises ValueError."""
    read: dict[str, Any] = json.loads(read_whole(cmdlets, path).decode("utf-8-sig", errors="replace"))
    return read


def letters(cmdlets: Cmdlets) -> dict[str, str]:
    """Give the letter of each volume by its path in lower case; empty where it has none."""
    return {
        text(volume["Path"]).lower(): text(volume["DriveLetter"]).strip("\0")
        for volume in cmdlets("Storage\\Get-Volume")
    }


def letter_of(cmdlets: Cmdlets, volume_id: PsValue) -> str:
    """Find the letter, or refuse as the scripts do."""
    letter = letters(cmdlets).get(text(volume_id).lower())
    if letter is None:
        raise thrown("VolumeMissing")
    if not letter:
        raise thrown("VolumeWithoutLetter")
    return letter


def marker_of(cmdlets: Cmdlets, letter: str) -> dict[str, Any]:
    """Read the marker at a volume's root, or refuse as the scripts do."""
    if not exists(cmdlets, letter + MARKER, "Leaf"):
        raise thrown("MarkerMissing")
    return read_json(cmdlets, letter + MARKER)
