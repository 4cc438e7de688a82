"""Documents of `Get-DiskEventInventory`."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import number, text, utc

_STORAGE = re.compile(
    r"(disk|ntfs|Microsoft-Windows-Ntfs|refs|Microsoft-Windows-ReFS|volmgr|volsnap|partmgr|cdrom|atapi|storahci|stornvme"
    r"|UASPStor|USBSTOR|iaStor.*|arcsas|aacraid|megasas.*|percsas.*|Microsoft-Windows-StorPort"
    r"|Microsoft-Windows-StorDiag|Chkdsk)",
    re.IGNORECASE,
)
_HYPERV_IDS = (16300, 12240, 15268, 18012, 18590, 19090, 19100, 3216, 3280)
_LEVELS = {1: "critical", 2: "error", 3: "warning"}
_LOGS = ("System", "Microsoft-Windows-Hyper-V-VMMS-Admin", "Microsoft-Windows-Hyper-V-Worker-Admin")
_SAMPLE = 500
_SINCE_DAYS, _MAXIMUM_EVENTS = 90, 2000


def get_disk_event_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per log, provider, id and level, the newest first."""
    clock = cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_OperatingSystem")[0]["LocalDateTime"]
    if not isinstance(clock, datetime):
        raise TypeError(clock)
    since = clock - timedelta(days=number(parameters.get("SinceDays", _SINCE_DAYS)))
    sums: dict[tuple[str, str, int, int], dict[str, JsonValue]] = {}
    counts: dict[tuple[str, str, int, int], int] = {}
    for log in _LOGS:
        for event in _events(cmdlets, log, since, number(parameters.get("MaximumEvents", _MAXIMUM_EVENTS))):
            provider, event_id, level = text(event["ProviderName"]), number(event["Id"]), number(event["Level"])
            if not (_STORAGE.fullmatch(provider) if log == "System" else event_id in _HYPERV_IDS):
                continue
            key = (log, provider.lower(), event_id, level)
            time = utc(event["TimeCreated"])
            summed = sums.setdefault(
                key,
                {
                    "log": log,
                    "provider": provider,
                    "event_id": event_id,
                    "level": _LEVELS[level],
                    "count": 0,
                    "first_at": time,
                    "last_at": time,
                    "sample": text(event["Message"])[:_SAMPLE],
                },
            )
            counts[key] = counts.get(key, 0) + 1
            summed["count"] = counts[key]
            summed["first_at"] = time
    yield from sums.values()


def _events(cmdlets: Cmdlets, log: str, since: datetime, maximum: int) -> list[PsObject]:
    levels: list[PsValue] = [1, 2, 3]
    wanted = PsObject("System.Collections.Hashtable", {"LogName": log, "Level": levels, "StartTime": since})
    try:
        return cmdlets("Microsoft.PowerShell.Diagnostics\\Get-WinEvent", FilterHashtable=wanted, MaxEvents=maximum)
    except PsError as error:
        if error.error_id.startswith(("NoMatchingEventsFound", "NoMatchingLogsFound")):
            return []
        raise
