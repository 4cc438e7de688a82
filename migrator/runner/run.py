"""Executes a plan: takes what can be taken, waits for what is in progress, ends by itself."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from migrator.domain.concern import Concern
from migrator.domain.plan import PlanStep, StepId
from migrator.errors import Cancelled, ExitCode
from migrator.journal.entries import RunEnded, RunStarted
from migrator.runner.desk import Desk
from migrator.runner.schedule import Schedule, built_on, settled_steps
from migrator.runner.states import State, StepState, exit_code, outcome_unknown, with_held
from migrator.runner.taking import look_again, take_step

OnState = Callable[[StepId, StepState], None]
"""Is told each state as it comes, for progress on a screen."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    states: dict[StepId, StepState]
    """Of every step, in the plan's order."""
    exit_code: ExitCode
    concerns: tuple[Concern, ...] = ()
    """What was found on the way and nobody accepted yet."""


def run_plan(desk: Desk, *, made_by: str, controller: str, pause: Callable[[], None], on_state: OnState) -> Outcome:
    """Run until nothing can go on: done, failed, held, or waiting for a person.

    `pause` passes the time between two looks at steps in progress; it raises Cancelled to end the run while they go on.
    """
    history = desk.history
    desk.record(RunStarted(made_by=made_by, plan_hash=desk.plan.plan_hash, controller=controller))
    desk.built_on = built_on(desk.plan, history)
    states: dict[StepId, StepState] = settled_steps(desk.plan, history)
    schedule = Schedule(desk.plan, states)
    running: dict[StepId, PlanStep] = {}

    def note(step: PlanStep, state: StepState) -> None:
        states[step.id] = state
        if state.state is State.RUNNING:
            running[step.id] = step
        else:
            running.pop(step.id, None)
        if state.is_true:
            schedule.is_true(step.id)
        on_state(step.id, state)

    interrupted = False
    taken: PlanStep | None = None
    try:
        while True:
            if (taken := schedule.next()) is not None:
                note(taken, take_step(desk, taken))
            elif running:
                pause()
                for step in list(running.values()):
                    note(step, look_again(desk, step))
            else:
                break
    except Cancelled as error:
        interrupted = True
        if taken is not None and taken.apply is not None and history.steps[taken.id].outcome_is_open:
            note(taken, outcome_unknown(error))
    whole = with_held(desk.plan, states)
    code = exit_code(whole.values(), warnings=desk.has_warnings(), interrupted=interrupted)
    counted = Counter(state.state.value for state in whole.values())
    desk.record(RunEnded(exit_code=code, states=dict(sorted(counted.items()))))
    return Outcome(whole, code, desk.standing_on_the_way())
