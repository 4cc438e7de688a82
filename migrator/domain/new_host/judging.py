"""How what is found on the destination host becomes a concern."""

from collections.abc import Mapping

from migrator.domain.concern import Concern, Severity, Subject, SubjectKind

FoundValue = str | int | bool | tuple[str, ...] | None


def judged(
    rule: str,
    severity: Severity,
    subject: Subject,
    found: Mapping[str, FoundValue],
    *,
    source: str = "own judgement",
    waivable: bool = True,
) -> Concern:
    """Build the concern."""
    return Concern(rule=rule, severity=severity, subject=subject, found=dict(found), source=source, waivable=waivable)


def host_subject(name: str) -> Subject:
    """Give the destination host as a subject."""
    return Subject(kind=SubjectKind.HOST, id="destination", name=name)
