"""An external disk has no GPT and so no id of its own."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.external import about_physical_disk, external_disks
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each external disk that is not partitioned with GPT."""
    for disk in external_disks(case):
        if disk.partition_style.upper() != "GPT":
            yield Finding(about_physical_disk(disk), {"partition_style": disk.partition_style})


RULE = Rule("external.partition-style", Severity.BLOCKER, "own judgement", waivable=False, find=find)
