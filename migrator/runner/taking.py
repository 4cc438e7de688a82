"""Takes one step: asks what is open, checks, applies, checks again."""

from migrator.domain.plan import PlanStep, StepKind
from migrator.errors import Cancelled, ExitCode, JournalFault, MigratorError
from migrator.journal.entries import StepAboutToApply, StepApplied
from migrator.journal.words import ApplyResult, Moment, Truth
from migrator.runner.changing import change, judge_after
from migrator.runner.desk import Desk
from migrator.runner.passing import pass_gate
from migrator.runner.schedule import state_of_true
from migrator.runner.states import (
    IN_PROGRESS,
    WAITING,
    Reason,
    State,
    StepState,
    blocked,
    failed_with,
    outcome_unknown,
    still_false,
)


def take_step(desk: Desk, step: PlanStep) -> StepState:
    """Bring one step as far as it goes now and return where it stands.

    A fault of the host or of the driver is this step's failure; a fault of the journal ends everything.
    """
    return _hooked(desk, step, _take(desk, step))


def _take(desk: Desk, step: PlanStep) -> StepState:
    if not desk.driver.can_take(step):
        return StepState(state=State.PENDING, reason=Reason.NOT_YET_RUNNABLE, code=ExitCode.FAILED)
    try:
        match step.kind:
            case StepKind.GATE:
                return pass_gate(desk, step)
            case StepKind.MANUAL:
                return _do_by_person(desk, step)
            case StepKind.SCRIPT | StepKind.PROGRAM:
                return change(desk, step) if _is_asked(desk, step) else WAITING
    except (Cancelled, JournalFault):
        raise
    except MigratorError as error:
        return _failed(desk, step, error)


def look_again(desk: Desk, step: PlanStep) -> StepState:
    """Check a step that was in progress; it is never begun a second time here."""
    try:
        answer = desk.driver.check(step, desk.history.answers)
        desk.checked(step, Moment.AFTER, answer)
        return _hooked(desk, step, judge_after(desk, step, answer))
    except (Cancelled, JournalFault):
        raise
    except MigratorError as error:
        return _failed(desk, step, error)


def _hooked(desk: Desk, step: PlanStep, state: StepState) -> StepState:
    if state.state is State.DONE:
        desk.hooks.after(step, desk.history.steps[step.id].hooked, desk.record)
    return state


def _failed(desk: Desk, step: PlanStep, error: MigratorError) -> StepState:
    """Return the error's state, unless a change is still open that nobody could look at because of it."""
    by_person = step.kind in {StepKind.MANUAL, StepKind.GATE}
    is_open = desk.history.steps[step.id].outcome_is_open and not by_person
    return outcome_unknown(error) if is_open else failed_with(error)


def _is_asked(desk: Desk, step: PlanStep) -> bool:
    """Ask for the step's open inputs; False while one of them has no answer."""
    questions = desk.open_questions(step)
    if not questions:
        return True
    given = desk.person.answer(step, questions)
    if given is not None:
        desk.answered(step, given, questions)
    return not desk.open_questions(step)


def _do_by_person(desk: Desk, step: PlanStep) -> StepState:
    questions = desk.open_questions(step)
    is_asked_anew = desk.history.steps[step.id].is_taken_back
    if not questions and not is_asked_anew and (state := _probed(desk, step, Moment.BEFORE)) is not None:
        return state
    _announce(desk, step)
    given = desk.person.answer(step, (*questions, step.id))
    if given is None:
        return WAITING
    desk.answered(step, given, (*questions, step.id))
    if desk.open_questions(step) or given.values.get(step.id) is not True:
        return WAITING
    attempt = desk.history.steps[step.id].attempts
    desk.record(
        StepApplied(step=step.id, attempt=attempt, result=ApplyResult.ANSWERED, error=None, error_parameters={})
    )
    return _probed(desk, step, Moment.AFTER) or still_false(desk.history.found(step.id))


def _announce(desk: Desk, step: PlanStep) -> None:
    """Record that a person is about to be told what to do, unless that is the last that was heard of it."""
    past = desk.history.steps[step.id]
    if past.attempts == 0 or past.result is not None:
        desk.hooks.before(step, desk.record)
        desk.record(
            StepAboutToApply(
                step=step.id,
                attempt=past.attempts + 1,
                host=step.host,
                script=None,
                script_sha256=None,
                parameters={},
            )
        )


def _probed(desk: Desk, step: PlanStep, moment: Moment) -> StepState | None:
    """Return where it stands by the probe, or by the person's recorded answer where nothing can be probed; None: not done.

    Before it was done a blocker is what the person is to mend; after it, the step has failed.
    """
    answer = desk.driver.check(step, desk.history.answers)
    if answer.truth is Truth.UNKNOWN and desk.history.answers.get(step.id) is True:
        answer = answer.model_copy(update={"truth": Truth.TRUE, "found": {**answer.found, "by": "answer"}})
    desk.checked(step, moment, answer)
    by = desk.blocked_by(answer)
    if answer.truth is Truth.IN_PROGRESS:
        return IN_PROGRESS
    if by and moment is Moment.AFTER:
        return blocked(by)
    if answer.error is not None and answer.truth is Truth.FALSE and moment is Moment.AFTER:
        return failed_with(answer.error)
    return state_of_true(step, desk.history) if answer.truth is Truth.TRUE and not by else None
