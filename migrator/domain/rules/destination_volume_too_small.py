"""A volume of the destination host has no room for what comes back to it."""

from collections.abc import Iterator

from migrator.domain.capacity import volume_needs
from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.plan import Fit
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per declared volume; a warning where only the growth of dynamic disks does not fit."""
    if case.config is None or case.config.stays_on_its_host:
        return
    for need in volume_needs(case.inventory, case.config):
        if need.fit in (Fit.DOES_NOT_FIT, Fit.FITS_UNLESS_DISKS_GROW):
            letter = need.place[-1]
            yield Finding(
                Subject(kind=SubjectKind.VOLUME, id=need.place, name=f"{letter}:"),
                {"needed_bytes": need.needed_grown_bytes, "available_bytes": need.available_bytes},
                None if need.fit is Fit.DOES_NOT_FIT else Severity.WARNING,
            )


RULE = Rule("destination.volume-too-small", Severity.BLOCKER, "own judgement", waivable=False, find=find)
