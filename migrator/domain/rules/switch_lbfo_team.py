"""A virtual switch stands on a team of a kind that the destination release no longer binds to switches."""

from collections.abc import Iterator

from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.destination import Release
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each switch on an LBFO team, where the destination is Server 2022 or later."""
    if case.destination is None or case.destination.release not in (Release.SERVER_2022, Release.SERVER_2025):
        return
    teams = {
        adapter.interface_description: adapter.name
        for adapter in case.inventory.network_adapters
        if adapter.is_lbfo_team
    }
    for switch in case.inventory.switches:
        on = tuple(teams[description] for description in switch.adapter_descriptions if description in teams)
        if on:
            subject = Subject(kind=SubjectKind.SWITCH, id=str(switch.id), name=switch.name)
            yield Finding(subject, {"teams": on, "release": case.destination.release.value})


RULE = Rule("switch.lbfo-team", Severity.BLOCKER, "removed-features", waivable=True, find=find)
