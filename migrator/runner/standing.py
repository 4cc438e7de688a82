"""Where a migration stands by its journal alone: for those who look on while nobody runs it, or somebody else does."""

from migrator.domain.plan import Plan, PlanStep, StepId, StepKind
from migrator.errors import ExitCode
from migrator.journal.words import ApplyResult, Truth
from migrator.runner.history import History, StepHistory
from migrator.runner.schedule import of_lost_disks, state_of_true
from migrator.runner.states import (
    IN_PROGRESS,
    WAITING,
    Reason,
    State,
    StepState,
    closed,
    outcome_unknown,
    still_false,
    with_held,
)


def states_by_journal(plan: Plan, history: History) -> dict[StepId, StepState]:
    """Return each step's state as it was last heard of; the host may know better."""
    known = {step.id: state for step in plan.steps if (state := _last_heard(step, history)) is not None}
    lost = {name: state for name, state in of_lost_disks(plan, history).items() if not history.is_confirmed(name)}
    return with_held(plan, {**known, **lost})


def _last_heard(step: PlanStep, history: History) -> StepState | None:
    past = history.steps[step.id]
    if past.confirmed:
        return state_of_true(step, history)
    if (person := _answered_by(step, history)) is not None:
        return StepState(
            state=State.PENDING, reason=Reason.ANSWERED, answered_by=person, code=ExitCode.WAITING_FOR_PERSON
        )
    if step.kind is StepKind.GATE:
        return _gate(past)
    if past.checked is not None and past.checked[1] is Truth.IN_PROGRESS:
        return IN_PROGRESS
    return _tried(step, past, run_is_open=history.run_is_open) if past.attempts else None


def _answered_by(step: PlanStep, history: History) -> str | None:
    """Return who said, while no run goes on, that it is done and all that it asks for."""
    if step.kind is not StepKind.MANUAL or history.run_is_open or history.answers.get(step.id) is not True:
        return None
    return history.answered_by.get(step.id) if all(one in history.answers for one in step.answers) else None


def _tried(step: PlanStep, past: StepHistory, *, run_is_open: bool) -> StepState:
    if step.kind is StepKind.MANUAL and past.result is None:
        return WAITING
    if past.result is ApplyResult.REFUSED:
        return StepState(
            state=State.FAILED,
            reason=Reason.ERROR,
            code=ExitCode.FAILED,
            error=past.error,
            error_parameters=past.error_parameters,
        )
    if step.kind is not StepKind.MANUAL and past.outcome_is_open:
        return IN_PROGRESS if run_is_open else outcome_unknown()
    return still_false(past.found)


def _gate(past: StepHistory) -> StepState | None:
    if past.seen_sha256 is None:
        return None
    if past.closed_by:
        return closed(past.closed_by, past.seen)
    return WAITING
