"""One run after another over the same world, as a person would start them."""

from datetime import UTC, datetime
from uuid import UUID

from migrator.domain.plan import Plan, StepId
from migrator.journal.journal import Journal
from migrator.journal.opening import Opening, open_journal
from migrator.runner.desk import Desk
from migrator.runner.history import History
from migrator.runner.hooks import Hooks
from migrator.runner.run import Outcome, run_plan
from migrator.runner.states import StepState
from tests.unit.runner.world import Clockwork, Killed, MemorySink, Somebody, World, impatient

TIME = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


_STABLE = 3


class Rig:
    """A world with a journal and a person, for as many runs as a test wants."""

    def __init__(self) -> None:
        self.clockwork = Clockwork()
        self.sink = MemorySink(self.clockwork)
        self.world = World(self.clockwork, self.sink)
        self.person = Somebody(self.world)
        self.told: list[tuple[StepId, StepState]] = []
        self.patient = True
        self.hooks = Hooks()

    def open(self) -> Journal:
        """Open the journal as a fresh process would."""
        return open_journal(
            [self.sink],
            Opening(
                migration="hv1",
                migration_id=UUID(int=1),
                made_by="0.2.0",
                run="run-1",
                time=TIME,
                on_loss=lambda _name, _found: None,
            ),
        )

    def run(self, plan: Plan) -> Outcome:
        """Start a run as a fresh process would: all it knows is the journal and the world."""
        journal = self.open()
        desk = Desk(plan, self.world, self.person, journal, History(journal.records()), lambda: TIME, self.hooks)
        return run_plan(
            desk,
            made_by="0.2.0",
            controller="laptop",
            pause=(lambda: None) if self.patient else impatient,
            on_state=lambda step, state: self.told.append((step, state)),
        )

    def run_until_stable(self, plan: Plan, kills: list[int]) -> Outcome:
        """Run again and again, dying at the given points, until three whole runs end the same."""
        ends: list[Outcome] = []
        for _ in range(100):
            self.clockwork.left = kills.pop(0) if kills else None
            try:
                outcome = self.run(plan)
            except Killed:
                continue
            ends = [*ends, outcome] if outcome in ends[-1:] else [outcome]
            if len(ends) >= _STABLE and not kills:
                return outcome
        raise AssertionError

    def history(self) -> History:
        """Return what the journal says now."""
        return History(self.open().records())


def shown(outcome: Outcome) -> dict[str, str]:
    """Return states with their reasons, to be compared at a glance."""
    return {
        name: state.state.value + (f" ({state.reason.value})" if state.reason else "")
        for name, state in outcome.states.items()
    }
