"""What scripts read of a host's drives: items, children, attributes, bytes."""

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.shapers.values import text

_MANAGEMENT = "Microsoft.PowerShell.Management\\"
_TELLING = ("ReadOnly", "SparseFile", "ReparsePoint", "Compressed", "Encrypted")


def attributes(item: PsObject) -> list[str]:
    """Name the attributes that Hyper-V refuses, or that say something."""
    own = text(item["Attributes"]).split(", ")
    return [name for name in _TELLING if name in own]


def exists(cmdlets: Cmdlets, path: str, kind: str = "Any") -> bool:
    """`Test-Path -LiteralPath -PathType`."""
    return any(answer["Value"] for answer in cmdlets(_MANAGEMENT + "Test-Path", LiteralPath=path, PathType=kind))


def item(cmdlets: Cmdlets, path: str) -> PsObject:
    """`Get-Item -LiteralPath -Force`."""
    return cmdlets(_MANAGEMENT + "Get-Item", LiteralPath=path, Force=True)[0]


def children(cmdlets: Cmdlets, path: str) -> list[PsObject]:
    """`Get-ChildItem -LiteralPath -Force`; raises PsError where the folder cannot be listed."""
    return cmdlets(_MANAGEMENT + "Get-ChildItem", LiteralPath=path, Force=True)


def is_entered(entry: PsObject) -> bool:
    """Tell whether a walk goes into it: a folder that is no link."""
    return bool(entry["PSIsContainer"]) and "ReparsePoint" not in attributes(entry)


def head(cmdlets: Cmdlets, path: str, count: int) -> bytes | None:
    """Read the first bytes; None while another program holds the file, or where it may not be read."""
    try:
        read = cmdlets(_MANAGEMENT + "Get-Content", LiteralPath=path, Encoding="Byte", TotalCount=count)
    except PsError:
        return None
    raw: PsValue = read[0]["Value"] if read else b""
    return raw if isinstance(raw, bytes) else None
