"""The config maps a virtual switch that the host does not have."""

from collections.abc import Iterator
from difflib import get_close_matches

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule
from migrator.domain.selection import about_named


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each mapping whose switch is not there, with the names that it may be a slip for."""
    if case.config is None:
        return
    names = {switch.name.casefold(): switch.name for switch in case.inventory.switches}
    for mapping in case.config.switches:
        if mapping.switch.casefold() not in names:
            similar = tuple(names[one] for one in get_close_matches(mapping.switch.casefold(), sorted(names)))
            yield Finding(about_named("switches", mapping.switch), {"place": "switches", "similar": similar})


RULE = Rule("config.unknown-switch", Severity.WARNING, "own judgement", waivable=True, find=find)
