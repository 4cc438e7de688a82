"""What the journal says about each step: one pass over its records, then kept current entry by entry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from migrator.domain.decisions import Waiver
from migrator.domain.plan import StepId
from migrator.journal.entries import (
    Answer,
    Approval,
    Entry,
    GateSeen,
    OriginalValue,
    StepAboutToApply,
    StepApplied,
    StepChecked,
    WaiverGiven,
)
from migrator.journal.record import Record
from migrator.journal.words import AnswerValue, ApplyResult, Moment, Truth


@dataclass
class StepHistory:
    """The past of one step."""

    attempts: int = 0
    result: ApplyResult | None = None
    """Of the last attempt; None with attempts: announced, and then nothing more was written."""
    checked: tuple[Moment, Truth] | None = None
    """The last answer since the last attempt."""
    originals: set[tuple[str, str]] = field(default_factory=set)
    seen_sha256: str | None = None
    """What a gate saw last."""
    approved_by: list[str] = field(default_factory=list)
    """For what was seen last."""

    @property
    def confirmed(self) -> bool:
        """Whether the last that was heard of it is that it is true."""
        return self.checked is not None and self.checked[1] is Truth.TRUE

    @property
    def outcome_is_open(self) -> bool:
        """Whether a change was announced of which nobody knows yet if it happened."""
        return self.attempts > 0 and not self.confirmed and self.result in {None, ApplyResult.UNKNOWN}


class History:
    """Everything that the runner knows from the journal."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.steps: defaultdict[StepId, StepHistory] = defaultdict(StepHistory)
        self.answers: dict[StepId, AnswerValue] = {}
        self.waivers: list[Waiver] = []
        for record in records:
            self.take(record.entry)

    def take(self, entry: Entry) -> None:
        """Add one entry; kinds that change no state are let pass."""
        match entry:
            case StepAboutToApply():
                step = self.steps[entry.step]
                step.attempts, step.result, step.checked = entry.attempt, None, None
            case StepApplied():
                self.steps[entry.step].result = entry.result
            case StepChecked():
                self.steps[entry.step].checked = (entry.moment, entry.truth)
            case OriginalValue():
                self.steps[entry.step].originals.add((entry.subject, entry.name))
            case Answer():
                self.answers[entry.question] = entry.value
            case WaiverGiven():
                self.waivers.append(entry.waiver)
            case GateSeen():
                step = self.steps[entry.step]
                if step.seen_sha256 != entry.seen_sha256:
                    step.seen_sha256, step.approved_by = entry.seen_sha256, []
            case Approval():
                self._approval(entry)
            case _:
                pass

    def _approval(self, entry: Approval) -> None:
        step = self.steps[entry.step]
        if not entry.approved:
            # One no is enough: whoever said yes before is asked again.
            step.approved_by = []
        elif entry.seen_sha256 == step.seen_sha256:
            step.approved_by.append(entry.person)
