"""Concerns in words, the worst first, those that say the same put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from migrator.domain.concern import Concern, Severity
from migrator.domain.waivers import digest_of
from migrator.report.catalogue import Catalogue
from migrator.report.printable import printable

_ORDER = {Severity.BLOCKER: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class FoundView:
    """What was found on one subject."""

    subject: str
    subject_id: str
    found: str
    digest: str
    """What a waiver quotes; empty for a note, or where the rule cannot be waived."""


@dataclass(frozen=True)
class ConcernView:
    """One judgement on one subject, or the same on several: same rule, same consequence, same remedy."""

    severity: str
    rule: str
    consequence: str
    remedy: str
    source: str
    found: tuple[FoundView, ...]


def concern_views(concerns: Iterable[Concern], catalogue: Catalogue) -> tuple[ConcernView, ...]:
    """Return concerns in words: blockers, warnings, notes; within each as the rules gave them."""
    groups: dict[tuple[Severity, str, str, str], list[Concern]] = {}
    for concern in sorted(concerns, key=lambda one: _ORDER[one.severity]):
        consequence, remedy = (_text(concern, field, catalogue) for field in ("consequence", "remedy"))
        groups.setdefault((concern.severity, concern.rule, consequence, remedy), []).append(concern)
    return tuple(
        ConcernView(
            severity=severity.value,
            rule=rule,
            consequence=consequence,
            remedy=remedy,
            source=printable(same[0].source),
            found=tuple(_found(one, catalogue) for one in same),
        )
        for (severity, rule, consequence, remedy), same in groups.items()
    )


def _found(concern: Concern, catalogue: Catalogue) -> FoundView:
    quotable = concern.waivable and concern.severity is not Severity.NOTE
    return FoundView(
        subject=printable(concern.subject.name),
        subject_id=printable(concern.subject.id),
        found=_text(concern, "found", catalogue),
        digest=digest_of(concern) if quotable else "",
    )


def _text(concern: Concern, field: str, catalogue: Catalogue) -> str:
    return catalogue.text(f"concern.{concern.rule}", field, {"subject": concern.subject.name, **concern.found})
