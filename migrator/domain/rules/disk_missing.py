"""A virtual hard disk is not where the configuration says."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_disk


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each disk or parent whose file was not found."""
    for disk in case.disks:
        if not disk.found:
            yield Finding(about_disk(disk.path), {"path": str(disk.path)})


RULE = Rule("disk.missing", Severity.BLOCKER, "own judgement", waivable=False, find=find)
