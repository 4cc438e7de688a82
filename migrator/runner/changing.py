"""Makes one change on a host: never twice without looking between, never on a lost answer's word."""

from typing import Final

from migrator.domain.plan import PlanStep
from migrator.errors import (
    Cancelled,
    ExitCode,
    HostUnreachable,
    MigratorError,
    OutcomeUnknown,
    QuotaExceeded,
    SessionLost,
)
from migrator.journal.entries import OriginalValue, StepAboutToApply, StepApplied
from migrator.journal.words import ApplyResult, Moment, Truth
from migrator.runner.desk import Desk
from migrator.runner.schedule import state_of_true
from migrator.runner.states import (
    IN_PROGRESS,
    Reason,
    StepState,
    blocked,
    failed,
    failed_with,
    outcome_unknown,
    still_false,
)
from migrator.steps.driver import CheckAnswer

_NEVER_BEGUN: Final = (HostUnreachable, SessionLost, QuotaExceeded)
"""Of a change: had it been begun, its lost answer would be OutcomeUnknown."""


def change(desk: Desk, step: PlanStep) -> StepState:
    """Check; make the change where the host says that it is not true; check again."""
    answer = _not_of_before(desk, step, _by_journal(desk, step, desk.driver.check(step, desk.history.answers)))
    desk.checked(step, Moment.BEFORE, answer)
    if by := desk.blocked_by(answer):
        return blocked(by)
    match answer.truth:
        case Truth.TRUE:
            return state_of_true(step, desk.history)
        case Truth.IN_PROGRESS:
            return IN_PROGRESS
        case Truth.FALSE if step.id in desk.built_on and not answer.may_be_taken_again:
            return failed(Reason.CHANGED_SINCE, ExitCode.HOST_NOT_AS_PLANNED)
        case Truth.UNKNOWN if desk.history.steps[step.id].outcome_is_open:
            return _settled_by_person(desk, step) or _apply(desk, step)
        case _:
            return _apply(desk, step)


def judge_after(desk: Desk, step: PlanStep, answer: CheckAnswer) -> StepState:
    """Return the state after a change, or after waiting, by what the check says; the change's own word counts less."""
    if by := desk.blocked_by(answer):
        return blocked(by)
    result = desk.history.steps[step.id].result
    match answer.truth:
        case Truth.TRUE:
            return state_of_true(step, desk.history)
        case Truth.IN_PROGRESS:
            return IN_PROGRESS
        case _ if result is ApplyResult.UNKNOWN or (
            answer.truth is Truth.UNKNOWN and result is not ApplyResult.REFUSED
        ):
            # It may still come true by itself: the next run looks before it does anything.
            return outcome_unknown()
        case _ if answer.error is not None:
            return failed_with(answer.error)
        case _:
            return still_false(answer.evidence)


def _apply(desk: Desk, step: PlanStep, *, tries: int = 3) -> StepState:
    prepared = desk.driver.prepare(step, desk.history.answers)
    desk.hooks.before(step, desk.record)
    past = desk.history.steps[step.id]
    for original in prepared.originals:
        # The first value is the original one; after a half-done attempt the host shows something else.
        if (original.subject, original.name) not in past.originals:
            desk.record(OriginalValue(step=step.id, subject=original.subject, name=original.name, value=original.value))
    attempt = past.attempts + 1
    desk.record(
        StepAboutToApply(
            step=step.id,
            attempt=attempt,
            host=step.host,
            script=step.apply.script if step.apply is not None else None,
            script_sha256=prepared.script_sha256,
            parameters=desk.parameters(step),
        )
    )
    error = _act(desk, step, attempt)
    answer = _by_journal(desk, step, desk.driver.check(step, desk.history.answers))
    desk.checked(step, Moment.AFTER, answer)
    state = judge_after(desk, step, answer)
    if error is None or state.reason is not Reason.STILL_FALSE:
        return state
    # The host was away and is back, for it has just said that nothing has changed.
    return _apply(desk, step, tries=tries - 1) if isinstance(error, _NEVER_BEGUN) and tries > 1 else failed_with(error)


def _act(desk: Desk, step: PlanStep, attempt: int) -> MigratorError | None:
    """Make the change and record what came back; a kill in here leaves an announcement without an answer."""
    error: MigratorError | None = None
    result = ApplyResult.ANSWERED
    try:
        desk.driver.apply(step, desk.history.answers)
    except Cancelled:
        raise
    except OutcomeUnknown as lost:
        error, result = lost, ApplyResult.UNKNOWN
    except MigratorError as refused:
        error, result = refused, ApplyResult.REFUSED
    desk.record(
        StepApplied(
            step=step.id,
            attempt=attempt,
            result=result,
            error=error.id if error is not None else None,
            error_parameters=error.parameters if error is not None else {},
        )
    )
    return error


def _not_of_before(desk: Desk, step: PlanStep, answer: CheckAnswer) -> CheckAnswer:
    """Where the step was taken back, what a host still shows is the worthless result: it is made again."""
    past = desk.history.steps[step.id]
    if past.is_taken_back and answer.truth is not Truth.IN_PROGRESS:
        return CheckAnswer(truth=Truth.FALSE, found=past.found, may_be_taken_again=True)
    return answer


def _by_journal(desk: Desk, step: PlanStep, answer: CheckAnswer) -> CheckAnswer:
    """Where no host can show it, what was answered or settled counts as true."""
    past = desk.history.steps[step.id]
    if answer.truth is Truth.UNKNOWN and (past.result is ApplyResult.ANSWERED or past.confirmed):
        return answer.model_copy(update={"truth": Truth.TRUE, "found": {**answer.found, "by": "journal"}})
    return answer


def _settled_by_person(desk: Desk, step: PlanStep) -> StepState | None:
    """Ask somebody who can look whether it happened; None: it did not, so it may be done now."""
    given = desk.person.answer(step, (step.id,))
    if given is None:
        return outcome_unknown()
    desk.answered(step, given, (step.id,))
    happened = given.values.get(step.id)
    if happened is True:
        desk.checked(step, Moment.BEFORE, CheckAnswer(truth=Truth.TRUE, found={"by": "answer"}))
        return state_of_true(step, desk.history)
    return None if happened is False else outcome_unknown()
