"""Documents of `Get-DiskEventInventory`."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import number, text, utc

_PROVIDERS = frozenset(
    [
        "disk",
        "storahci",
        "stornvme",
        "storport",
        "iastora",
        "iastorac",
        "iastoravc",
        "megasas",
        "megasas2i",
        "arcsas",
        "usbstor",
        "uaspstor",
        "partmgr",
        "volmgr",
        "volsnap",
        "ntfs",
        "microsoft-windows-ntfs",
        "refs",
        "microsoft-windows-refs",
        "microsoft-windows-disk",
        "microsoft-windows-storport",
    ]
)
_LEVELS = {1: "critical", 2: "error", 3: "warning"}
_SAMPLE_CHARACTERS = 500


def get_disk_event_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per provider, id and level; the newest event gives the sample."""
    clock = cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_OperatingSystem")[0]["LocalDateTime"]
    if not isinstance(clock, datetime):
        raise TypeError(clock)
    events = _events(
        cmdlets,
        clock - timedelta(days=number(parameters.get("SinceDays", 30))),
        number(parameters.get("MaximumEvents", 5000)),
    )
    kinds: dict[tuple[str, int, int], list[PsObject]] = {}
    for event in events:
        provider = text(event["ProviderName"]).lower()
        if provider in _PROVIDERS:
            kinds.setdefault((provider, number(event["Id"]), number(event["Level"])), []).append(event)
    for (_, event_id, level), same in kinds.items():
        yield {
            "log": "System",
            "provider": text(same[0]["ProviderName"]),
            "event_id": event_id,
            "level": _LEVELS[level],
            "count": len(same),
            "first_at": utc(same[-1]["TimeCreated"]),
            "last_at": utc(same[0]["TimeCreated"]),
            "sample": text(same[0]["Message"])[:_SAMPLE_CHARACTERS],
        }


def _events(cmdlets: Cmdlets, since: datetime, maximum: int) -> list[PsObject]:
    levels: list[PsValue] = [1, 2, 3]
    wanted = PsObject("System.Collections.Hashtable", {"LogName": "System", "Level": levels, "StartTime": since})
    try:
        return cmdlets("Microsoft.PowerShell.Diagnostics\\Get-WinEvent", FilterHashtable=wanted, MaxEvents=maximum)
    except PsError as refused:
        if refused.error_id.startswith("NoMatchingEventsFound"):
            return []
        raise
