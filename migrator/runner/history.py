"""What the journal says about each step: one pass over its records, then kept current entry by entry."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import JsonValue

from migrator.domain.concern import Concern
from migrator.domain.decisions import Waiver
from migrator.domain.external_disk import DISK_INPUT
from migrator.domain.gate.wipe import Lost
from migrator.domain.plan import Slug, StepId
from migrator.journal.entries import (
    Answer,
    Approval,
    DiskLost,
    Entry,
    GateSeen,
    Hook,
    OriginalValue,
    Override,
    RunEnded,
    RunStarted,
    SinkJoined,
    SinkLost,
    StepAboutToApply,
    StepApplied,
    StepChecked,
    WaiverGiven,
)
from migrator.journal.record import Record
from migrator.journal.words import AnswerValue, ApplyResult, Moment, Truth

TAKEN_BACK_BY: Final = "taken_back_by"
"""Found under this name: the step whose finding made this one's result worthless."""


@dataclass
class StepHistory:
    """The past of one step."""

    attempts: int = 0
    result: ApplyResult | None = None
    """Of the last attempt; None with attempts: announced, and then nothing more was written."""
    error: Slug | None = None
    error_parameters: dict[str, str | int | None] = field(default_factory=dict)
    """Of the last attempt, where it ended with an error."""
    checked: tuple[Moment, Truth] | None = None
    """The last answer since the last attempt."""
    found: dict[str, JsonValue] = field(default_factory=dict)
    """What the last check rested on, in whatever attempt."""
    is_taken_back: bool = False
    """What was done for it is worth nothing any more, whatever a host still shows of it; until the next attempt."""
    hooked: set[str] = field(default_factory=set)
    """Hooks that were run after the last attempt."""
    originals: dict[tuple[str, str], JsonValue] = field(default_factory=dict)
    """By subject and name; the first value that was written down is the original one."""
    seen_sha256: str | None = None
    """What a gate saw last."""
    seen: dict[str, JsonValue] = field(default_factory=dict)
    """All of it."""
    closed_by: tuple[str, ...] = ()
    """What kept it closed then."""
    approved_by: list[str] = field(default_factory=list)
    """For what was seen last."""

    @property
    def confirmed(self) -> bool:
        """Whether the last that was heard of it is that it is true."""
        return self.checked is not None and self.checked[1] is Truth.TRUE

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """What rules said at the last check."""
        return tuple(Concern.model_validate(said) for said in _list(self.found.get("concerns")))

    @property
    def outcome_is_open(self) -> bool:
        """Whether a change was announced of which nobody knows yet if it happened."""
        return self.attempts > 0 and not self.confirmed and self.result in {None, ApplyResult.UNKNOWN}

    def take(self, entry: StepAboutToApply | StepApplied | StepChecked | OriginalValue) -> None:
        """Add what was tried, what came back, what was found."""
        match entry:
            case StepAboutToApply():
                self.attempts, self.result, self.checked, self.hooked = entry.attempt, None, None, set()
                self.is_taken_back = False
            case StepApplied():
                self.result, self.error, self.error_parameters = entry.result, entry.error, entry.error_parameters
            case StepChecked():
                self.checked, self.found = (entry.moment, entry.truth), entry.found
                self.is_taken_back = self.is_taken_back or TAKEN_BACK_BY in entry.found
            case OriginalValue():
                self.originals.setdefault((entry.subject, entry.name), entry.value)

    def see(self, entry: GateSeen | Approval) -> None:
        """Add what a gate saw or what was said to it."""
        if isinstance(entry, GateSeen):
            if self.seen_sha256 != entry.seen_sha256:
                self.seen_sha256, self.approved_by = entry.seen_sha256, []
            self.closed_by, self.seen = entry.closed_by, entry.seen
        elif not entry.approved:
            # One no is enough: whoever said yes before is asked again.
            self.approved_by = []
        elif entry.seen_sha256 == self.seen_sha256:
            self.approved_by.append(entry.person)


class History:
    """Everything that the runner knows from the journal."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.steps: defaultdict[StepId, StepHistory] = defaultdict(StepHistory)
        self.answers: dict[StepId, AnswerValue] = {}
        self.disks: dict[str, str] = {}
        """Names of the disks that took a place of the plan over from another one, by place."""
        self.lost: dict[str, DiskLost] = {}
        """Places whose disk is lost without a successor."""
        self.answered_by: dict[StepId, str] = {}
        """Who answered a question after the last run began, and no run has looked at it since."""
        self.waivers: list[Waiver] = []
        self.overrides: set[Slug] = set()
        self.lost_sinks: set[str] = set()
        """Places in which the journal was kept, and is no more."""
        self.plan_hash: str | None = None
        """Of the plan that was taken last."""
        self.run_is_open = False
        """Whether a run began and did not write its end: it goes on, or was killed."""
        for record in records:
            self.take(record.entry)

    def take(self, entry: Entry) -> None:
        """Add one entry; kinds that change no state are let pass."""
        match entry:
            case StepAboutToApply() | StepApplied() | StepChecked() | OriginalValue():
                self.steps[entry.step].take(entry)
            case Hook(moment=Moment.AFTER):
                self.steps[entry.step].hooked.add(entry.name)
            case GateSeen() | Approval():
                self.steps[entry.step].see(entry)
            case Answer():
                self.answers[entry.question] = entry.value
                self.answered_by[entry.question] = entry.person
            case DiskLost():
                self._lose(entry)
            case SinkLost() | SinkJoined():
                self._keep(entry)
            case WaiverGiven():
                self.waivers.append(entry.waiver)
            case Override():
                self.overrides.add(entry.what)
            case RunStarted() | RunEnded():
                self._run(entry)
            case _:
                pass

    def _keep(self, entry: SinkLost | SinkJoined) -> None:
        if isinstance(entry, SinkLost):
            self.lost_sinks.add(entry.sink)
        else:
            self.lost_sinks.discard(entry.sink)

    def _run(self, entry: RunStarted | RunEnded) -> None:
        self.run_is_open = isinstance(entry, RunStarted)
        if isinstance(entry, RunStarted):
            self.plan_hash = entry.plan_hash
            self.answered_by.clear()

    def _lose(self, entry: DiskLost) -> None:
        question = f"{DISK_INPUT}{entry.place}"
        if entry.successor is None or entry.volume_id is None:
            self.lost[entry.place] = entry
            # Nobody is asked for a volume that there is not.
            self.answers.setdefault(question, "")
            return
        self.lost.pop(entry.place, None)
        self.disks[entry.place] = entry.successor
        self.answers[question] = entry.volume_id
        for step in entry.again:
            # What was there before a change stays the original value, whatever disk it is copied to.
            self.steps[step] = StepHistory(originals=self.steps[step].originals)
            self.answers.pop(step, None)

    def disk_in(self, place: str) -> str | None:
        """Return the name of the disk that has a place of the plan now; None where it is lost and nothing took over."""
        return None if place in self.lost else self.disks.get(place, place)

    def loss_of(self, place: str) -> Lost | None:
        """Return who gave up the disk of a place, and why; None where it has a disk."""
        known = self.lost.get(place)
        return None if known is None else Lost(disk=known.disk, person=known.person, reason=known.reason)

    def originals(self, step: StepId) -> Mapping[tuple[str, str], JsonValue]:
        """Return the values before a step's change, by subject and name."""
        return self.steps[step].originals

    def found(self, step: StepId) -> Mapping[str, JsonValue]:
        """Return what the last check of a step rested on; empty where it was never checked."""
        return self.steps[step].found

    def was_tried(self, step: StepId) -> bool:
        """Tell whether a step's change was ever announced; it may then have happened."""
        return self.steps[step].attempts > 0

    def is_confirmed(self, step: StepId) -> bool:
        """Tell whether the last that was heard of a step is that it is true."""
        return self.steps[step].confirmed


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
