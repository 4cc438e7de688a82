"""The report as data: what the JSON file holds and every other format is made from."""

from enum import StrEnum
from typing import Final, Literal
from uuid import UUID

from pydantic import JsonValue

from migrator.domain.concern import Concern
from migrator.domain.decisions import Sentence, Sha256, Waiver
from migrator.domain.model import Model, SizeBytes, UtcTime
from migrator.domain.plan import OpenInput, Slug, StepHost, StepId
from migrator.journal.words import AnswerValue, HookResult, Moment
from migrator.report.view.machine_model import MachineReport
from migrator.report.view.step_model import StepReport

REPORT_SCHEMA: Final = 1


class VerdictKind(StrEnum):
    """The first line of the report."""

    ACCEPTED = "accepted"
    """A named person accepted the result."""
    DONE = "done"
    """All that comes before acceptance is done; nobody has accepted yet."""
    DONE_WITH_WARNINGS = "done-with-warnings"
    """The same, and there are warnings that no waiver covers."""
    FAILED = "failed"
    NOT_FINISHED = "not-finished"


class Verdict(Model):
    """How the migration stands."""

    kind: VerdictKind
    failed: tuple[StepId, ...]
    waiting: tuple[StepId, ...]
    """Steps that wait for a person, closed gates among them."""
    next: StepId | None
    """The first step that is not true."""
    steps_true: int
    steps_total: int
    open_warnings: int
    last_exit_code: int | None
    """Of the last run that ended by itself."""


class SwitchFacts(Model):
    """A virtual switch at one time."""

    switch_type: str
    adapters: tuple[str, ...]
    embedded_teaming: bool
    allow_management_os: bool
    bandwidth_mode: str
    iov: bool
    extensions: tuple[str, ...]
    management_adapters: tuple[str, ...]
    """`<name>: <addresses>, VLAN`."""


class SwitchReport(Model):
    """A virtual switch on both hosts, matched by its name."""

    name: str
    before: SwitchFacts | None
    after: SwitchFacts | None
    steps: tuple[StepId, ...]
    chosen: tuple[str, ...]
    """Physical adapters that a person named for it."""


class ConcernReport(Model):
    """A judgement, where it came up, and who accepted it."""

    concern: Concern
    step: StepId | None
    """None: known when the plan was made."""
    waiver: Waiver | None


class OverrideReport(Model):
    """A limit that a person set aside."""

    what: Slug
    person: Sentence
    reason: Sentence
    at: UtcTime


class LostDiskReport(Model):
    """An external disk that a person gave up."""

    disk: Slug
    successor: Slug | None
    """The disk that took its place."""
    person: Sentence
    reason: Sentence
    at: UtcTime


class AnswerReport(Model):
    """What a person answered: to a question of the plan, or that a manual step is done."""

    question: StepId
    step: StepId
    value: AnswerValue
    person: Sentence
    at: UtcTime
    done_at: UtcTime | None


class ApprovalReport(Model):
    """A person's word at a gate."""

    person: Sentence
    approved: bool
    host_name: str
    reason: Sentence | None
    at: UtcTime


class GateReport(Model):
    """A gate: what it saw last, and who approved exactly that."""

    step: StepId
    needed: int
    passed: bool
    seen: dict[str, JsonValue] | None
    closed_by: tuple[str, ...]
    seen_sha256: Sha256 | None
    seen_at: UtcTime | None
    approvals: tuple[ApprovalReport, ...]


class HookReport(Model):
    """An own command before or after a step."""

    step: StepId
    moment: Moment
    host: StepHost
    name: str
    result: HookResult
    exit_code: int | None


class NoteReport(Model):
    """Catalogue entry `note.<text>` with `words`."""

    text: Slug
    step: StepId | None
    words: dict[str, str | int | bool | tuple[str, ...] | None]
    at: UtcTime


class Original(Model):
    """What was there before a change."""

    subject: str
    name: str
    value: JsonValue


class UndoState(StrEnum):
    """What became of a change that can be taken back."""

    TAKEN_BACK = "taken-back"
    KEPT = "kept"
    """It is part of the result."""
    STANDS = "stands"


class UndoReport(Model):
    """A change that can be taken back."""

    step: StepId
    undo: Slug
    became: UndoState
    undone_by: StepId | None
    originals: tuple[Original, ...]


class DigestReport(Model):
    """The SHA-256 of something that binds others."""

    what: Slug
    name: str
    sha256: Sha256
    size_bytes: SizeBytes | None


class SpanKind(StrEnum):
    """What passed in a piece of time."""

    WORK = "work"
    WAITING = "waiting"


class Span(Model):
    """A piece of time."""

    kind: SpanKind
    begin: UtcTime
    end: UtcTime


class PhaseTime(Model):
    """When a phase took place."""

    phase: Slug
    begin: UtcTime | None
    end: UtcTime | None
    spans: tuple[Span, ...]


class RunReport(Model):
    """One invocation of `run`."""

    run: str
    controller: str
    made_by: str
    begin: UtcTime
    end: UtcTime | None
    """None: it did not end by itself."""
    exit_code: int | None


class PlaceReport(Model):
    """A place that keeps the journal."""

    name: str
    lost: str | None
    """Why it no longer does; None: it does."""


class AdoptionReport(Model):
    """Another controller took the migration over."""

    controller: str
    person: Sentence
    place: str
    epoch: int
    at: UtcTime


class JournalReport(Model):
    """The evidence that the report rests on."""

    length: int
    """Number of records that the report was made from."""
    head: Sha256
    """SHA-256 of the last of them, without its line end."""
    epoch: int
    places: tuple[PlaceReport, ...]
    adoptions: tuple[AdoptionReport, ...]
    torn_lines: int
    """Last lines that were not written to their end and were moved aside."""


class Report(Model):
    """One migration, as its records say."""

    kind: Literal["report"] = "report"
    schema_version: Literal[1] = REPORT_SCHEMA
    made_by: str
    names_replaced: bool
    """True: names of people and things, paths and addresses stand for others."""
    migration: str
    migration_id: UUID
    playbook: str
    plan_hash: Sha256
    inventory_sha256: Sha256
    inventory_taken_at: UtcTime
    inventory_after_sha256: Sha256 | None
    inventory_after_taken_at: UtcTime | None
    source_host: str
    destination_host: str
    verdict: Verdict
    machines: tuple[MachineReport, ...]
    switches: tuple[SwitchReport, ...]
    concerns: tuple[ConcernReport, ...]
    lost_disks: tuple[LostDiskReport, ...] = ()
    overrides: tuple[OverrideReport, ...]
    gates: tuple[GateReport, ...]
    answers: tuple[AnswerReport, ...]
    open_inputs: tuple[OpenInput, ...]
    """Questions that the plan left open."""
    steps: tuple[StepReport, ...]
    undo: tuple[UndoReport, ...]
    hooks: tuple[HookReport, ...]
    notes: tuple[NoteReport, ...]
    digests: tuple[DigestReport, ...]
    unread: tuple[StepId, ...]
    """Steps whose findings have a form that this version does not know; they are in the journal."""
    timeline: tuple[PhaseTime, ...]
    runs: tuple[RunReport, ...]
    journal: JournalReport
