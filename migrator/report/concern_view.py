"""Concerns in words, the worst first."""

from collections.abc import Iterable
from dataclasses import dataclass

from migrator.domain.concern import Concern, Severity
from migrator.domain.waivers import digest_of
from migrator.report.catalogue import Catalogue
from migrator.report.printable import printable

_ORDER = {Severity.BLOCKER: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class ConcernView:
    """One concern as a person reads it."""

    severity: str
    rule: str
    subject: str
    subject_id: str
    found: str
    consequence: str
    remedy: str
    source: str
    digest: str
    """What a waiver quotes; empty where the rule cannot be waived."""


def concern_views(concerns: Iterable[Concern], catalogue: Catalogue) -> tuple[ConcernView, ...]:
    """Return concerns in words: blockers, warnings, notes; within each as the rules gave them."""
    return tuple(_view(concern, catalogue) for concern in sorted(concerns, key=lambda one: _ORDER[one.severity]))


def _view(concern: Concern, catalogue: Catalogue) -> ConcernView:
    entry = f"concern.{concern.rule}"
    values = {"subject": concern.subject.name, **concern.found}
    return ConcernView(
        severity=concern.severity.value,
        rule=concern.rule,
        subject=printable(concern.subject.name),
        subject_id=printable(concern.subject.id),
        found=catalogue.text(entry, "found", values),
        consequence=catalogue.text(entry, "consequence", values),
        remedy=catalogue.text(entry, "remedy", values),
        source=printable(concern.source),
        digest=digest_of(concern) if concern.waivable else "",
    )
