"""The system log of the host tells of disk errors."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.inventory.storage import EventLevel
from migrator.domain.rules.rule import Case, Finding, Rule, about_host

_PROVIDERS = frozenset(
    {"disk", "ntfs", "microsoft-windows-ntfs", "storahci", "iastor", "iastora", "uaspstor", "usbstor", "volmgr"}
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding with all events at error level or worse."""
    events = tuple(
        sorted(
            f"{event.provider} {event.event_id}"
            for event in case.inventory.disk_events
            if event.level in (EventLevel.CRITICAL, EventLevel.ERROR) and event.provider.casefold() in _PROVIDERS
        )
    )
    if events:
        yield Finding(about_host(case), {"events": events})


RULE = Rule("host.disk-errors", Severity.WARNING, "own judgement", waivable=True, find=find)
