"""The host does other things that a rebuild would lose."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.inventory.services import HostItemKind
from migrator.domain.rules.rule import Case, Finding, Rule, about_host

_COUNTED = frozenset({HostItemKind.SHARE, HostItemKind.SCHEDULED_TASK})


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding with the shares and scheduled tasks of the host."""
    names = tuple(
        sorted(
            f"{item.kind.value} {item.name}"
            for item in case.inventory.host_items
            if item.kind in _COUNTED and not item.name.endswith("$")
        )
    )
    if names:
        yield Finding(about_host(case), {"items": names})


RULE = Rule("host.own-data", Severity.NOTE, "own judgement", waivable=True, find=find)
