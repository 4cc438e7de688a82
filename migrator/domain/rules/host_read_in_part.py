"""Something on the host could be read only in part."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_host


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding per warning of a reading script."""
    for warning in case.inventory.reading_warnings:
        yield Finding(about_host(case), {"script": warning.script, "warning": warning.text})


RULE = Rule("host.read-in-part", Severity.WARNING, "own judgement", waivable=True, find=find)
