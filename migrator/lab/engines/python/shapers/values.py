"""What casts of PowerShell make of a property's value: `[string]`, `[long]`, null where it is missing, times, GUIDs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue

_LARGEST_LONG = 2**63 - 1


def text(value: PsValue) -> str:
    """`[string]$value`: nothing becomes the empty text."""
    if isinstance(value, bool):
        return "True" if value else "False"
    return "" if value is None else str(value)


def text_or_none(value: PsValue) -> str | None:
    """Turn the empty text into null, too."""
    return text(value) or None


def number(value: PsValue) -> int:
    """`[long]$value`: nothing becomes 0, halves go to the even neighbour, texts are read."""
    if value is None:
        return 0
    return round(value) if isinstance(value, float) else int(str(int(value) if isinstance(value, bool) else value))


def number_or_none(value: PsValue) -> int | None:
    """Convert to `[long]`, but null stays null."""
    return None if value is None else number(value)


def measured_or_none(value: PsValue) -> int | None:
    """Convert an unsigned number to `[long]`; null where none was measured: null, or too large for one."""
    converted = number_or_none(value)
    return None if converted is None or converted > _LARGEST_LONG else converted


def seconds(value: PsValue) -> int:
    """`[long]$value.TotalSeconds`."""
    return round(value.total_seconds()) if isinstance(value, timedelta) else 0


def guid_or_none(value: PsValue) -> str | None:
    """Lower-case text of a GUID with or without braces; null for nothing and for the empty GUID."""
    if value is None or value == "":
        return None
    identity = value if isinstance(value, UUID) else UUID(str(value))
    return None if identity.int == 0 else str(identity)


def utc(value: PsValue) -> str:
    """`.ToUniversalTime().ToString('o')`."""
    if not isinstance(value, datetime):
        raise TypeError(value)
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}0Z"


def values(value: PsValue) -> list[PsValue]:
    """Give what `foreach` sees: nothing in null, one in a single value."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(value: PsValue) -> Iterator[PsObject]:
    """Give the objects that `foreach` sees."""
    return (one for one in values(value) if isinstance(one, PsObject))


def optional(holder: PsValue, name: str) -> PsValue:
    """`Get-PropertyOrNull`: null where a release lacks the property, or where there is no object."""
    return holder[name] if isinstance(holder, PsObject) and holder.has(name) else None


def probed(cmdlets: Cmdlets, command: str) -> PsObject | None:
    """`Get-Command -ErrorAction SilentlyContinue`."""
    try:
        return next(iter(cmdlets("Microsoft.PowerShell.Core\\Get-Command", Name=command)), None)
    except PsError:
        return None


def quietly(cmdlets: Cmdlets, command: str, **bound: PsValue) -> list[PsObject]:
    """Run with `-ErrorAction SilentlyContinue`: an error gives nothing."""
    try:
        return cmdlets(command, **bound)
    except PsError:
        return []
