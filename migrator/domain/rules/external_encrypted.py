"""An external disk is protected by BitLocker."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.external import about_volume, external_volumes
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such volume: unlocking by itself ends with the old Windows."""
    for volume in external_volumes(case):
        if volume.bitlocker_protection == "On":
            yield Finding(about_volume(volume), {"protection": "On"})


RULE = Rule("external.encrypted", Severity.WARNING, "not confirmed", waivable=True, find=find)
