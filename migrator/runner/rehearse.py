"""Rehearses a plan: asks what a run would change, changes nothing, writes nothing down."""

from migrator.domain.concern import Severity
from migrator.domain.plan import OpenValue, Plan, PlanStep, StepId, StepKind
from migrator.errors import Cancelled, ExitCode, MigratorError
from migrator.journal.words import Truth
from migrator.runner.history import History
from migrator.runner.run import OnState, Outcome
from migrator.runner.schedule import settled_steps, state_of_true
from migrator.runner.states import IN_PROGRESS, WAITING, Reason, State, StepState, exit_code, failed_with
from migrator.steps.driver import StepDriver

_WOULD_CHANGE = StepState(state=State.PENDING, reason=Reason.WOULD_CHANGE)
_WOULD_WAIT = WAITING.model_copy(update={"code": ExitCode.DONE})
"""A wait that is no reason for another exit code: a rehearsal asks nobody."""
_UNKNOWN = StepState(state=State.PENDING, reason=Reason.UNKNOWN)


def rehearse_plan(plan: Plan, driver: StepDriver, history: History, on_state: OnState) -> Outcome:
    """Return for each step what a run would do with it; no step holds another, for none is taken."""
    states: dict[StepId, StepState] = settled_steps(plan, history)
    for step in plan.steps:
        if step.id not in states:
            certain = all(states[need].is_true for need in step.needs)
            states[step.id] = _would(driver, step, history, certain=certain)
            on_state(step.id, states[step.id])
    warns = any(concern.severity is Severity.WARNING for concern in plan.concerns)
    ordered = {step.id: states[step.id] for step in plan.steps}
    return Outcome(ordered, exit_code(ordered.values(), warnings=warns))


def _would(driver: StepDriver, step: PlanStep, history: History, *, certain: bool) -> StepState:
    if not driver.can_take(step):
        return StepState(state=State.PENDING, reason=Reason.NOT_YET_RUNNABLE, code=ExitCode.FAILED)
    if step.kind is StepKind.GATE:
        return _WOULD_WAIT
    untrue = _WOULD_WAIT if step.kind is StepKind.MANUAL else _WOULD_CHANGE
    if not _is_answered(step, history):
        return untrue
    try:
        truth = driver.check(step, history.answers).truth
    except Cancelled:
        raise
    except MigratorError as error:
        # What does not exist before an earlier step was taken cannot be asked yet.
        return failed_with(error) if certain else _UNKNOWN
    if truth is Truth.TRUE or (truth is Truth.UNKNOWN and history.steps[step.id].confirmed):
        return state_of_true(step, history)
    return IN_PROGRESS if truth is Truth.IN_PROGRESS else untrue


def _is_answered(step: PlanStep, history: History) -> bool:
    used = {
        value.open_input
        for script in (step.apply, step.check)
        if script is not None
        for value in script.parameters.values()
        if isinstance(value, OpenValue)
    }
    return all(name in history.answers for name in {*used, *step.answers})
