"""What a journal tells, gathered in one pass and sorted by what it is about."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from migrator.journal.entries import (
    Adopted,
    Answer,
    Approval,
    Digest,
    DiskLost,
    GateSeen,
    Hook,
    Note,
    Opened,
    OriginalValue,
    Override,
    RunEnded,
    RunStarted,
    SinkJoined,
    SinkLost,
    StepAboutToApply,
    StepApplied,
    StepChecked,
    TailCut,
    WaiverGiven,
)
from migrator.journal.record import FIRST_PREVIOUS, Record, line_sha256


@dataclass
class StepStory:
    """What was written about one step."""

    attempts: int = 0
    announced: StepAboutToApply | None = None
    applied: StepApplied | None = None
    """Of the last attempt."""
    checked: StepChecked | None = None
    """The last answer since the last attempt."""
    was_true: bool = False
    """At some time before."""
    seen: tuple[GateSeen, datetime] | None = None
    """What a gate saw last."""
    approvals: list[tuple[Approval, datetime]] = field(default_factory=list)
    """For what was seen last."""
    originals: dict[tuple[str, str], OriginalValue] = field(default_factory=dict)
    begun_at: datetime | None = None
    true_at: datetime | None = None
    moments: list[datetime] = field(default_factory=list)
    """Times of all records about it."""


@dataclass
class RunStory:
    """One invocation of `run`."""

    started: RunStarted
    begin: datetime
    last: datetime
    """Of its last record, whatever it was."""
    ended: tuple[RunEnded, datetime] | None = None


@dataclass
class Story:
    """The whole journal; kept things in the order in which they were written."""

    opened: Opened | None = None
    length: int = 0
    head: str = FIRST_PREVIOUS
    epoch: int = 1
    steps: defaultdict[str, StepStory] = field(default_factory=lambda: defaultdict(StepStory))
    runs: dict[str, RunStory] = field(default_factory=dict)
    answers: dict[str, tuple[Answer, datetime]] = field(default_factory=dict)
    """The last one to each question."""
    waivers: list[WaiverGiven] = field(default_factory=list)
    overrides: list[tuple[Override, datetime]] = field(default_factory=list)
    lost_disks: list[tuple[DiskLost, datetime]] = field(default_factory=list)
    digests: dict[tuple[str, str], Digest] = field(default_factory=dict)
    hooks: dict[tuple[str, str, str], Hook] = field(default_factory=dict)
    """The last time of each."""
    notes: list[tuple[Note, datetime]] = field(default_factory=list)
    places: dict[str, str | None] = field(default_factory=lambda: {"controller": None})
    adoptions: list[tuple[Adopted, int, datetime]] = field(default_factory=list)
    torn_lines: int = 0

    @property
    def empty_places(self) -> frozenset[str]:
        """Places of the plan whose disk was given up without a successor."""
        last = {one.place: one.successor for one, _ in self.lost_disks}
        return frozenset(place for place, successor in last.items() if successor is None)


def read_story(lines: Iterable[tuple[bytes, Record]]) -> Story:
    """Return what a journal tells; each line as it is written with its record, as `Chain.pairs` gives them."""
    story = Story()
    for line, record in lines:
        _take(story, record)
        story.length, story.epoch, story.head = record.seq, record.epoch, line_sha256(line)
    return story


def _take(story: Story, record: Record) -> None:
    if record.run in story.runs:
        story.runs[record.run].last = record.time
    match entry := record.entry:
        case StepAboutToApply() | StepApplied() | StepChecked() | OriginalValue() | GateSeen() | Approval():
            _take_step(story.steps[entry.step], record)
        case Answer():
            story.answers[entry.question] = (entry, record.time)
            story.steps[entry.step].moments.append(record.time)
        case RunStarted():
            story.runs[record.run] = RunStory(entry, record.time, record.time)
        case RunEnded() if record.run in story.runs:
            story.runs[record.run].ended = (entry, record.time)
        case _:
            _take_rest(story, record)


def _take_step(step: StepStory, record: Record) -> None:
    step.moments.append(record.time)
    match entry := record.entry:
        case StepAboutToApply():
            step.begun_at = step.begun_at or record.time
            step.attempts, step.announced, step.applied, step.checked = entry.attempt, entry, None, None
        case StepApplied():
            step.applied = entry
        case StepChecked():
            _take_check(step, entry, record.time)
        case OriginalValue():
            # The first one counts: after a half-done attempt the host shows something else.
            step.originals.setdefault((entry.subject, entry.name), entry)
        case GateSeen():
            step.begun_at = step.begun_at or record.time
            if step.seen is None or step.seen[0].seen_sha256 != entry.seen_sha256:
                step.approvals = []
            step.seen = (entry, record.time)
        case Approval():
            # One no is enough: whoever said yes before is asked again.
            kept = [] if not entry.approved else [one for one in step.approvals if one[0].approved]
            step.approvals = [*kept, (entry, record.time)]


def _take_check(step: StepStory, entry: StepChecked, time: datetime) -> None:
    step.checked = entry
    if entry.truth == "true":
        step.true_at = step.true_at if step.was_true and step.true_at else time
        step.was_true = True
    else:
        step.true_at = None


def _take_rest(story: Story, record: Record) -> None:
    match entry := record.entry:
        case Opened():
            story.opened = entry
        case WaiverGiven():
            story.waivers.append(entry)
        case Override():
            story.overrides.append((entry, record.time))
        case DiskLost():
            _lose(story, entry, record.time)
        case Digest():
            story.digests[(entry.what, entry.name)] = entry
        case Hook():
            story.hooks[(entry.step, entry.moment, entry.name)] = entry
        case Note():
            story.notes.append((entry, record.time))
        case _:
            _take_place(story, record)


def _lose(story: Story, entry: DiskLost, time: datetime) -> None:
    """Forget what was true of a disk that is given up, so that what counts is what its successor has."""
    story.lost_disks.append((entry, time))
    story.places[f"disk-{entry.disk}"] = entry.kind
    for name in entry.again:
        known = story.steps[name]
        story.steps[name] = StepStory(moments=known.moments, originals=known.originals)


def _take_place(story: Story, record: Record) -> None:
    """Add what the journal says about itself."""
    match entry := record.entry:
        case SinkJoined():
            story.places[entry.sink] = None
        case SinkLost():
            story.places[entry.sink] = entry.found
        case TailCut():
            story.torn_lines += 1
        case Adopted():
            story.adoptions.append((entry, record.epoch, record.time))
        case _:
            pass
