"""Which concerns a named person accepted, exactly as they were found."""

from collections.abc import Iterable, Sequence

from migrator.domain.canonical import plain, sha256_of
from migrator.domain.concern import Concern, Severity
from migrator.domain.decisions import Waiver
from migrator.domain.model import Model


class WaivedConcern(Model):
    """A concern that a person accepted; it stands in every report."""

    concern: Concern
    waiver: Waiver


class Judgement(Model):
    """Concerns after the waivers."""

    standing: tuple[Concern, ...]
    waived: tuple[WaivedConcern, ...]
    unused: tuple[Waiver, ...]
    """Waivers that fit no concern: what was found is not what was accepted, or is gone, or cannot be waived."""

    @property
    def blockers(self) -> tuple[Concern, ...]:
        """What keeps the gates closed."""
        return tuple(concern for concern in self.standing if concern.severity is Severity.BLOCKER)


def digest_of(concern: Concern) -> str:
    """Return what a waiver is bound to: rule, severity, subject's id, and everything that was found."""
    said = plain(concern)
    return sha256_of(
        {"rule": concern.rule, "severity": said["severity"], "subject": concern.subject.id, "found": said["found"]}
    )


def judge(concerns: Sequence[Concern], waivers: Iterable[Waiver]) -> Judgement:
    """Part the concerns into those that stand and those that are waived, keeping their order."""
    given = {(waiver.rule, waiver.subject, waiver.found): waiver for waiver in waivers}
    standing: list[Concern] = []
    waived: list[WaivedConcern] = []
    for concern in concerns:
        key = (concern.rule, concern.subject.id, digest_of(concern))
        if concern.waivable and key in given:
            waived.append(WaivedConcern(concern=concern, waiver=given[key]))
        else:
            standing.append(concern)
    used = {entry.waiver for entry in waived}
    return Judgement(
        standing=tuple(standing),
        waived=tuple(waived),
        unused=tuple(waiver for waiver in given.values() if waiver not in used),
    )
