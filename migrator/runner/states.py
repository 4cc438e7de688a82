"""The five states of a step, with what is to be said beside them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import Field, JsonValue

from migrator.domain.concern import Concern
from migrator.domain.model import Model
from migrator.domain.plan import Plan, Slug, StepId
from migrator.errors import ExitCode, MigratorError, first_of
from migrator.steps.driver import CONCERNS


class State(StrEnum):
    """Where a step stands."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    """True, and this migration did something for it."""
    SKIPPED = "skipped"
    """True without our doing."""
    FAILED = "failed"


class Reason(StrEnum):
    """Why a step is pending, running or failed."""

    WAITING_FOR_PERSON = "waiting-for-person"
    ANSWERED = "answered"
    """A person said after the last run that it is done; the next one looks at it."""
    WOULD_CHANGE = "would-change"
    """In a rehearsal: the step is not true yet, and a run would take it."""
    HELD = "held"
    """A step that it needs has not come to its end."""
    IN_PROGRESS = "in-progress"
    """The host is at it."""
    UNKNOWN = "unknown"
    """It may have happened; nothing can show it."""
    NOT_YET_RUNNABLE = "not-yet-runnable"
    """This version of the program cannot take it."""
    GATE_CLOSED = "gate-closed"
    DECLINED = "declined"
    STILL_FALSE = "still-false"
    """Everything answered well, and yet it is not true."""
    CHANGED_SINCE = "changed-since"
    """It was true, later steps were built on it, and it no longer is: not ours to repeat."""
    BLOCKED = "blocked"
    """A check found something that stops it until it is mended or waived."""
    ERROR = "error"
    DISK_LOST = "disk-lost"
    """It is about an external disk that a person has given up: nothing can be done, and nothing waits for it."""


class StepState(Model):
    """One step's state; derived from journal and hosts, stored nowhere."""

    state: State
    reason: Reason | None = None
    held_by: StepId | None = None
    """The step at the root of it, not only the next one."""
    code: ExitCode = ExitCode.DONE
    """What this step alone would make the run end with."""
    answered_by: str | None = None
    seen: dict[str, JsonValue] = Field(default_factory=dict)
    """Where it is not true yet: what the check rested on."""
    ends_run: bool = False
    """Whether nobody gets into the host: every other step would fail of the same, and repeated logins lock an account."""
    error: Slug | None = None
    error_parameters: dict[str, str | int | None] = Field(default_factory=dict)
    closed_by: tuple[str, ...] = ()
    """`<rule> <subject id>` of what keeps a gate closed or a step from being taken."""
    concerns: tuple[Concern, ...] = ()
    """What a closed gate says about it, for words."""

    @property
    def is_true(self) -> bool:
        """Whether steps that need this one may be taken."""
        return self.state in {State.DONE, State.SKIPPED}


def failed(reason: Reason, code: ExitCode) -> StepState:
    """Return a failure without an error of its own."""
    return StepState(state=State.FAILED, reason=reason, code=code)


def still_false(seen: Mapping[str, JsonValue]) -> StepState:
    """Return the failure of a step for which everything answered well, and which is not true; with what was seen."""
    return failed(Reason.STILL_FALSE, ExitCode.FAILED).model_copy(update={"seen": dict(seen)})


def failed_with(error: MigratorError) -> StepState:
    """Return a failure with the error's id, values and exit code."""
    return StepState(
        state=State.FAILED,
        reason=Reason.ERROR,
        code=error.exit_code,
        error=error.id,
        error_parameters=error.parameters,
        ends_run=error.is_no_way_in,
    )


def outcome_unknown(error: MigratorError | None = None) -> StepState:
    """Return a failure that nobody may answer by repeating; `error` is what kept us from looking."""
    state = failed(Reason.UNKNOWN, ExitCode.OUTCOME_UNKNOWN)
    if error is None:
        return state
    found = {"error": error.id, "error_parameters": error.parameters, "ends_run": error.is_no_way_in}
    return state.model_copy(update=found)


def closed(by: tuple[str, ...], seen: Mapping[str, JsonValue]) -> StepState:
    """Return the state of a gate that is closed; `seen` is what it saw, with the concerns that it rests on."""
    said = seen.get(CONCERNS)
    concerns = tuple(Concern.model_validate(one) for one in said) if isinstance(said, list) else ()
    return StepState(
        state=State.PENDING,
        reason=Reason.GATE_CLOSED,
        code=ExitCode.BLOCKERS,
        closed_by=by,
        concerns=tuple(one for one in concerns if f"{one.rule} {one.subject.id}" in by),
    )


def blocked(by: tuple[str, ...]) -> StepState:
    """Return a failure that a person ends by mending something or by accepting it."""
    return failed(Reason.BLOCKED, ExitCode.BLOCKERS).model_copy(update={"closed_by": by})


WAITING = StepState(state=State.PENDING, reason=Reason.WAITING_FOR_PERSON, code=ExitCode.WAITING_FOR_PERSON)
OF_LOST_DISK = StepState(state=State.SKIPPED, reason=Reason.DISK_LOST)
IN_PROGRESS = StepState(state=State.RUNNING, reason=Reason.IN_PROGRESS)


def with_held(plan: Plan, known: Mapping[StepId, StepState]) -> dict[StepId, StepState]:
    """Return a state for every step, in the plan's order: one that was never reached is held by the root of it.

    One pass is enough, for what a step needs stands before it.
    """
    states: dict[StepId, StepState] = {}
    for step in plan.steps:
        state = known.get(step.id)
        if state is None:
            holder = next((need for need in step.needs if not states[need].is_true), None)
            root = None if holder is None else states[holder].held_by or holder
            reason = None if root is None else Reason.HELD
            state = StepState(state=State.PENDING, reason=reason, held_by=root)
        states[step.id] = state
    return states


def exit_code(states: Iterable[StepState], *, warnings: bool, interrupted: bool = False) -> ExitCode:
    """Return how a run over these states ends; `warnings` that nobody waived count only when everything is done."""
    known = list(states)
    codes = {state.code for state in known}
    if interrupted:
        codes.add(ExitCode.INTERRUPTED)
    if all(state.is_true for state in known) and warnings:
        codes.add(ExitCode.FINISHED_WITH_WARNINGS)
    return first_of(codes - {ExitCode.DONE})
