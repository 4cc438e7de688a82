"""A physical disk of the host is not healthy."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.external import about_physical_disk
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each disk with another health than Healthy, or with uncorrected errors."""
    for disk in case.inventory.physical_disks:
        errors = (disk.read_errors_uncorrected or 0) + (disk.write_errors_uncorrected or 0)
        if disk.health.casefold() != "healthy" or errors:
            yield Finding(about_physical_disk(disk), {"health": disk.health, "has_errors": bool(errors)})


RULE = Rule("host.disk-unhealthy", Severity.WARNING, "own judgement", waivable=True, find=find)
