"""Closed sets of words that entries use."""

from enum import StrEnum

AnswerValue = str | int | bool | tuple[str, ...]


class ApplyResult(StrEnum):
    """What came back from a change; whether it is true is told by the check after it."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """It ended with an error."""
    UNKNOWN = "unknown"
    """The answer was lost: it may have happened."""


class Moment(StrEnum):
    """When a step was checked."""

    BEFORE = "before"
    AFTER = "after"
    """After a change, also after one whose answer was lost, and after waiting."""


class Truth(StrEnum):
    """Whether a step is already true."""

    TRUE = "true"
    FALSE = "false"
    IN_PROGRESS = "in-progress"
    """Something is at it (a task, an export, a merge): wait, never start a second one."""
    UNKNOWN = "unknown"
    """Nothing can show it; the journal's word counts."""


class HookResult(StrEnum):
    """How a hook ended."""

    DONE = "done"
    FAILED = "failed"
    NOT_RUN = "not-run"
    """This host cannot run it; said, not hidden."""
