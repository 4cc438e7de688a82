"""An external disk is not formatted with NTFS."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.external import about_volume, external_volumes
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each lettered volume of an external disk with another file system."""
    for volume in external_volumes(case):
        if volume.drive_letter is not None and volume.file_system.upper() != "NTFS":
            yield Finding(about_volume(volume), {"file_system": volume.file_system})


RULE = Rule("external.file-system", Severity.BLOCKER, "file-systems", waivable=False, find=find)
