"""What a setting that is other than before means."""

from collections.abc import Iterator
from typing import Final

from migrator.domain.canonical import canonical_json
from migrator.domain.concern import Concern, Severity, Subject
from migrator.domain.drift import Difference, Drift

DRIFT_RULES: Final = ("drift.setting", "drift.gone", "drift.host-setting")


def vm_concerns(subject: Subject, drift: Drift) -> Iterator[Concern]:
    """Yield a concern for each difference: what is gone stops the start, the rest wants a decision."""
    for difference in drift.differences:
        gone = difference.after is None and difference.field.startswith(("disk ", "checkpoint "))
        gone = gone or difference.field.endswith(".found")
        yield _concern("drift.gone" if gone else "drift.setting", subject, difference)


def host_concerns(subject: Subject, drift: Drift) -> Iterator[Concern]:
    """Yield a note for each of the host's own settings."""
    for difference in drift.differences:
        yield _concern("drift.host-setting", subject, difference)


def _concern(rule: str, subject: Subject, difference: Difference) -> Concern:
    severity = {"drift.gone": Severity.BLOCKER, "drift.host-setting": Severity.NOTE}.get(rule, Severity.WARNING)
    return Concern(
        rule=rule,
        severity=severity,
        subject=subject,
        found={
            "field": difference.field,
            "before": canonical_json(difference.before),
            "after": canonical_json(difference.after),
        },
        source="own judgement",
        waivable=True,
    )
