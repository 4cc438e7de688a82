"""Where each step of a plan stands, as far as the journal says."""

from enum import StrEnum

from migrator.domain.concern import Subject
from migrator.domain.model import Model, UtcTime
from migrator.domain.plan import Slug, StepHost, StepId, StepKind


class StepStanding(StrEnum):
    """Where a step stands; more than the runner's five states, because nobody is there to be asked."""

    DONE = "done"
    SKIPPED = "skipped"
    RUNNING = "running"
    WAITING = "waiting"
    """For a person."""
    CLOSED = "closed"
    """A gate, or a step that must not be taken as things are: something keeps it shut."""
    DECLINED = "declined"
    UNKNOWN = "unknown"
    """It may have happened; the next run looks first."""
    FAILED = "failed"
    CHANGED_SINCE = "changed-since"
    """It was true, and then it no longer was."""
    PENDING = "pending"

    @property
    def is_true(self) -> bool:
        """Whether what the step is for holds."""
        return self in {StepStanding.DONE, StepStanding.SKIPPED}

    @property
    def is_failure(self) -> bool:
        """Whether somebody must look at it before it can go on."""
        return self in {StepStanding.FAILED, StepStanding.CHANGED_SINCE, StepStanding.UNKNOWN}


class StepReport(Model):
    """One step of the plan; its words are the catalogue entry `step.<text>` with `words`."""

    id: StepId
    number: str
    """`3.2`: phase and place in it, as in the plan's page."""
    phase: Slug
    text: Slug
    words: dict[str, str | int | bool | tuple[str, ...]]
    subject: Subject
    kind: StepKind
    host: StepHost
    standing: StepStanding
    held_by: StepId | None
    """The step at the root of it."""
    error: Slug | None
    """Of the last attempt, where the step is not true."""
    error_parameters: dict[str, str | int | None]
    closed_by: tuple[str, ...]
    attempts: int
    begun_at: UtcTime | None
    ended_at: UtcTime | None
    """When it was found to be true."""
    script: str | None
    script_sha256: str | None
    """Of the text that was sent."""
