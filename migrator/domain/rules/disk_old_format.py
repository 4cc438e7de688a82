"""A virtual hard disk has the old VHD format."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.inventory.disks import VhdFormat
from migrator.domain.rules.rule import Case, Finding, Rule, about_disk


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each disk in VHD format: no log against a broken write, and 2040 GB at most."""
    for disk in case.disks:
        if disk.vhd_format is VhdFormat.VHD:
            yield Finding(about_disk(disk.path), {"path": str(disk.path)})


RULE = Rule("disk.old-format", Severity.NOTE, "hyper-v-limits", waivable=True, find=find)
