"""Event logs: Get-WinEvent."""

from datetime import datetime

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.world.model import Event

_LEVELS = {1: "Critical", 2: "Error", 3: "Warning", 4: "Information"}


def get_win_event(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Diagnostics\Get-WinEvent -FilterHashtable | -LogName, -MaxEvents; newest first.

    No event at all is an error of the real cmdlet, not an empty answer.
    """
    tables = [Bound(table.properties) for table in bound.objects("FilterHashtable")] or [Bound({})]
    logs = [name.lower() for name in bound.texts("LogName")]
    hits = [
        (number, event)
        for number, event in enumerate(here.host.events, start=1)
        if any(_passes(event, table) for table in tables) and (not logs or event.log.lower() in logs)
    ]
    hits.sort(key=lambda hit: (hit[1].at, hit[0]), reverse=bound.value("Oldest") is not True)
    if not hits:
        raise PsError(
            "No events were found that match the specified selection criteria.",
            error_id="NoMatchingEventsFound,Microsoft.PowerShell.Commands.GetWinEventCommand",
            category="ObjectNotFound",
            exception_type="System.Exception",
        )
    limit = bound.numbers("MaxEvents")[0] if "MaxEvents" in bound else None
    return [_record(here, number, event) for number, event in hits[:limit]]


def _passes(event: Event, table: Bound) -> bool:
    logs, providers = table.texts("LogName"), table.texts("ProviderName")
    ids, levels = table.numbers("Id"), table.numbers("Level")
    start, end = _time(table, "StartTime"), _time(table, "EndTime")
    return (
        (not logs or event.log.lower() in {log.lower() for log in logs})
        and (not providers or event.provider.lower() in {provider.lower() for provider in providers})
        and (not ids or event.event_id in ids)
        and (not levels or event.level in levels)
        and (start is None or event.at >= start)
        and (end is None or event.at <= end)
    )


def _time(table: Bound, name: str) -> datetime | None:
    value = table.value(name)
    return datetime.fromisoformat(value) if isinstance(value, str) else table.time(name)


def _record(here: HostContext, number: int, event: Event) -> PsObject:
    return PsObject(
        "System.Diagnostics.Eventing.Reader.EventLogRecord",
        {
            "RecordId": number,
            "LogName": event.log,
            "ProviderName": event.provider,
            "Id": event.event_id,
            "Level": event.level,
            "LevelDisplayName": here.word(_LEVELS[event.level]),
            "TimeCreated": event.at,
            "Message": event.message,
            "MachineName": here.host.name,
        },
    )
