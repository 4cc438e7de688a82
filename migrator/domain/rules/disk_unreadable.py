"""Hyper-V refuses to read a virtual hard disk."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_disk


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each disk file that is there and that Get-VHD refused."""
    for disk in case.disks:
        if disk.found and disk.error_id is not None:
            yield Finding(about_disk(disk.path), {"path": str(disk.path), "error_id": disk.error_id})


RULE = Rule("disk.unreadable", Severity.BLOCKER, "own judgement", waivable=False, find=find)
