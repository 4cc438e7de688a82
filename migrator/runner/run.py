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
    board = _Board(desk, on_state)
    interrupted = False
    taken: PlanStep | None = None
    try:
        while not board.is_over:
            if (taken := board.schedule.next()) is not None:
                board.note(taken, take_step(desk, taken))
            elif board.running:
                pause()
                for step in list(board.running.values()):
                    board.note(step, look_again(desk, step))
            else:
                break
    except Cancelled as error:
        interrupted = True
        if taken is not None and taken.apply is not None and history.steps[taken.id].outcome_is_open:
            board.note(taken, outcome_unknown(error))
    whole = with_held(desk.plan, board.states)
    code = exit_code(whole.values(), warnings=desk.has_warnings(), interrupted=interrupted)
    counted = Counter(state.state.value for state in whole.values())
    desk.record(RunEnded(exit_code=code, states=dict(sorted(counted.items()))))
    return Outcome(whole, code, desk.standing_on_the_way())


class _Board:
    """Where each step stands in this run, and which one is next."""

    def __init__(self, desk: Desk, on_state: OnState) -> None:
        self._desk = desk
        self._on_state = on_state
        self._is_again = False
        self.is_over = False
        """Whether nobody gets into a host: what is left is not tried, and nobody is asked."""
        desk.built_on = built_on(desk.plan, desk.history)
        self.states: dict[StepId, StepState] = settled_steps(desk.plan, desk.history)
        self.schedule = Schedule(desk.plan, self.states)
        self.running: dict[StepId, PlanStep] = {}

    def note(self, step: PlanStep, state: StepState) -> None:
        """Let the steps go on that waited for this one."""
        self.states[step.id] = state
        self.is_over = self.is_over or state.ends_run
        if state.state is State.RUNNING:
            self.running[step.id] = step
        else:
            self.running.pop(step.id, None)
        if state.is_true:
            self.schedule.is_true(step.id)
        self._on_state(step.id, state)
        if self._desk.taken_back and not self._is_again:
            self._take_again()

    def _take_again(self) -> None:
        """Hand out once more what was taken back; with it comes what has not come to be true so far."""
        self._is_again = True
        for name in self._desk.taken_back:
            self.states.pop(name, None)
            self.running.pop(name, None)
        self._desk.built_on = built_on(self._desk.plan, self._desk.history)
        self.schedule = Schedule(self._desk.plan, {name: one for name, one in self.states.items() if one.is_true})
