"""An external disk has no room for all virtual machines."""

from collections.abc import Iterator

from migrator.domain.capacity import disk_needs
from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.plan import Fit
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per declared disk that is smaller than the files; a warning where only growth does not fit."""
    if case.config is None or case.config.stays_on_its_host:
        return
    for need in disk_needs(case.inventory, case.config):
        if need.fit in (Fit.DOES_NOT_FIT, Fit.FITS_UNLESS_DISKS_GROW):
            subject = Subject(kind=SubjectKind.PHYSICAL_DISK, id=need.place, name=need.place[-1].upper())
            yield Finding(
                subject,
                {"needed_bytes": need.needed_grown_bytes, "available_bytes": need.available_bytes},
                None if need.fit is Fit.DOES_NOT_FIT else Severity.WARNING,
            )


RULE = Rule("external.too-small", Severity.BLOCKER, "own judgement", waivable=False, find=find)
