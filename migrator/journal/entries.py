"""What a journal can say: a closed set of kinds, each with ids and values, never with sentences."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, JsonValue, model_validator

from migrator.domain.canonical import sha256_of
from migrator.domain.decisions import Sentence, Sha256, Waiver
from migrator.domain.model import Model, SizeBytes, UtcTime
from migrator.domain.plan import Slug, StepHost, StepId
from migrator.journal.no_secrets import refuse_secrets
from migrator.journal.words import AnswerValue, ApplyResult, HookResult, Moment, Truth


class EntryModel(Model):
    """Base of all kinds; whoever hands it a secret is stopped before anything is written."""

    @model_validator(mode="before")
    @classmethod
    def _no_secret(cls, data: object) -> object:
        refuse_secrets(data)
        return data


class Opened(EntryModel):
    """The first record of every journal and no other: whose it is."""

    kind: Literal["opened"] = "opened"
    migration: str
    migration_id: UUID
    """Random; two migrations of one name never share a chain."""
    made_by: str
    """Version of the program."""


class RunStarted(EntryModel):
    """One invocation of `run` began."""

    kind: Literal["run-started"] = "run-started"
    made_by: str
    plan_hash: Sha256
    controller: str
    """Name of the computer that decides."""


class RunEnded(EntryModel):
    """The run ended by itself; after a crash this record is missing."""

    kind: Literal["run-ended"] = "run-ended"
    exit_code: int
    states: dict[str, int]
    """Number of steps by state."""


class StepAboutToApply(EntryModel):
    """Written before a change: from here on it may have happened."""

    kind: Literal["step-about-to-apply"] = "step-about-to-apply"
    step: StepId
    attempt: int = Field(ge=1)
    """Counted over all runs."""
    host: StepHost
    script: str | None
    """None: done by the program itself."""
    script_sha256: Sha256 | None
    """Of the script's text as it is sent; None where there is none."""
    parameters: dict[str, AnswerValue]
    """With open inputs filled; never a secret."""


class StepApplied(EntryModel):
    """What came back from the change announced last for this step."""

    kind: Literal["step-applied"] = "step-applied"
    step: StepId
    attempt: int = Field(ge=1)
    result: ApplyResult
    error: Slug | None
    """Id of the error, where there was one."""
    error_parameters: dict[str, str | int | None]


class StepChecked(EntryModel):
    """What the host, a probe or the journal answered; written when an answer differs from the one before."""

    kind: Literal["step-checked"] = "step-checked"
    step: StepId
    moment: Moment
    truth: Truth
    found: dict[str, JsonValue]
    """What the answer rests on, by name."""


class Answer(EntryModel):
    """A person's answer to a question: an open input, or whether a manual step is done."""

    kind: Literal["answer"] = "answer"
    question: StepId
    """Id of the open input or of the step."""
    step: StepId
    """In which step it was asked."""
    value: AnswerValue
    person: Sentence
    done_at: UtcTime | None
    """When it was done, where that was before it could be recorded (the laptop was off)."""


class DiskLost(EntryModel):
    """A person gives an external disk up; from here on nothing that was proven on it counts."""

    kind: Literal["disk-lost"] = "disk-lost"
    place: Slug
    """The plan's place that it had: `a` or `b`."""
    disk: Slug
    """Its own name: the place's, or the one under which it took over from an earlier one."""
    person: Sentence
    reason: Sentence
    successor: Slug | None
    """Name of the disk that takes the place; a marker with the old name is another disk's from now on. None: the place stays empty."""
    volume_id: str | None
    """The successor's volume."""
    again: tuple[StepId, ...]
    """Steps that are taken again for the successor, as if they had never been."""


class Approval(EntryModel):
    """A named person's yes or no at a gate, for what the gate saw and nothing else."""

    kind: Literal["approval"] = "approval"
    step: StepId
    approved: bool
    person: Sentence
    host_name: str
    """As the person typed it."""
    seen_sha256: Sha256
    """`seen_sha256` of the gate-seen record that was shown."""
    reason: Sentence | None


class WaiverGiven(EntryModel):
    """A named person accepts one finding during the migration."""

    kind: Literal["waiver"] = "waiver"
    waiver: Waiver


class Override(EntryModel):
    """A named person sets a limit aside, e.g. `despite-window` or `one-disk`."""

    kind: Literal["override"] = "override"
    what: Slug
    person: Sentence
    reason: Sentence


class OriginalValue(EntryModel):
    """What was there before a change, so that it can be put back; written before the change."""

    kind: Literal["original-value"] = "original-value"
    step: StepId
    subject: str
    """Stable id of what the value belongs to."""
    name: str = Field(min_length=1)
    value: JsonValue


class GateSeen(EntryModel):
    """What a gate looked at, all of it, and what keeps it closed."""

    kind: Literal["gate-seen"] = "gate-seen"
    step: StepId
    seen: dict[str, JsonValue]
    closed_by: tuple[str, ...]
    """`<rule> <subject id>` each; empty: open."""
    seen_sha256: Sha256
    """Of `seen` and `closed_by` in canonical form."""

    @model_validator(mode="after")
    def _digest_is_true(self) -> Self:
        if self.seen_sha256 != seen_sha256(self.seen, self.closed_by):
            msg = "seen_sha256 is not the digest of what was seen"
            raise ValueError(msg)
        return self


def seen_sha256(seen: dict[str, JsonValue], closed_by: tuple[str, ...]) -> str:
    """Return what an approval is bound to."""
    return sha256_of({"seen": seen, "closed_by": list(closed_by)})


class Digest(EntryModel):
    """The SHA-256 of a thing that binds others: plan, inventory, manifest, a file."""

    kind: Literal["digest"] = "digest"
    what: Slug
    name: str
    sha256: Sha256
    size_bytes: SizeBytes | None


class Hook(EntryModel):
    """An own command before or after a step."""

    kind: Literal["hook"] = "hook"
    step: StepId
    moment: Moment
    host: StepHost
    name: str
    result: HookResult
    exit_code: int | None


class Note(EntryModel):
    """Something worth knowing that changes no state: catalogue entry `note.<text>` with `words`."""

    kind: Literal["note"] = "note"
    text: Slug
    step: StepId | None
    words: dict[str, str | int | bool | tuple[str, ...] | None]


class Adopted(EntryModel):
    """Another controller took the migration over; this record is the first one of its epoch."""

    kind: Literal["adopted"] = "adopted"
    controller: str
    person: Sentence
    sink: str
    """Where the journal was taken from, e.g. `disk-a`."""
    head: Sha256
    """Of the last record that was found there."""


class SinkJoined(EntryModel):
    """From here on the journal is kept in one more place."""

    kind: Literal["sink-joined"] = "sink-joined"
    sink: str


class SinkLost(EntryModel):
    """From here on the journal is kept in one place less."""

    kind: Literal["sink-lost"] = "sink-lost"
    sink: str
    found: str


class TailCut(EntryModel):
    """A last line that was not written to its end was moved into a file of its own."""

    kind: Literal["tail-cut"] = "tail-cut"
    sink: str
    line: int
    size_bytes: SizeBytes
    kept_as: str
    """Name of the side file."""


Entry = Annotated[
    Opened
    | RunStarted
    | RunEnded
    | StepAboutToApply
    | StepApplied
    | StepChecked
    | Answer
    | DiskLost
    | Approval
    | WaiverGiven
    | Override
    | OriginalValue
    | GateSeen
    | Digest
    | Hook
    | Note
    | Adopted
    | SinkJoined
    | SinkLost
    | TailCut,
    Field(discriminator="kind"),
]
