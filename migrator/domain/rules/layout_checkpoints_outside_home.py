"""The checkpoint folder lies outside the home of its virtual machine."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.homes import Part
from migrator.domain.rules.outside import outside
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such path."""
    yield from outside(case, Part.CHECKPOINTS)


RULE = Rule("layout.checkpoints-outside-home", Severity.BLOCKER, "own judgement", waivable=False, find=find)
