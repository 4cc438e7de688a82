"""Takes a plan's steps with everything that a run wants: hosts, journal, person, screen."""

import platform
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from migrator import __version__
from migrator.adapters.open_hosts import Opener, OpenHosts
from migrator.cli.interrupts import Interrupts
from migrator.cli.journal_file import migration_id, opened_journal
from migrator.cli.pausing import Pausing
from migrator.cli.run_files import RunFiles
from migrator.cli.run_screen import Screen
from migrator.domain.plan import Plan, StepId
from migrator.journal.journal import Journal
from migrator.runner.desk import Desk
from migrator.runner.history import History
from migrator.runner.run import Outcome, run_plan
from migrator.runner.states import StepState
from migrator.steps.driver import Person
from migrator.steps.logic import StepLogic
from migrator.steps.plan_driver import PlanDriver
from migrator.steps.situation import Migration, Progress, Secrets


@dataclass
class Execution:
    """One run: what it rests on, who answers, who watches."""

    files: RunFiles
    opener: Opener
    secrets: Secrets
    logics: Mapping[str, StepLogic]
    interrupts: Interrupts
    screens: tuple[Screen, ...]
    person_of: Callable[[PlanDriver, History], Person]
    until: str | None = None
    """Last phase that is taken."""
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    on_loss: Callable[[str, str], None] = lambda _name, _found: None

    def run(self) -> tuple[Outcome, History]:
        """Open or continue the journal, take what can be taken, end in good order."""
        with opened_journal(self.files, now=self.now(), on_loss=self.on_loss) as journal, self._hosts() as hosts:
            history = History(journal.records())
            driver = PlanDriver(self._migration(journal, history, hosts), self.logics)
            desk = Desk(self.plan, driver, self.person_of(driver, history), journal, history, self.now)
            pausing = Pausing(self.interrupts.wait)

            def on_state(step: StepId, state: StepState) -> None:
                pausing.something_happened()
                for screen in self.screens:
                    screen.on_state(step, state)

            outcome = run_plan(
                desk, made_by=__version__, controller=platform.node(), pause=pausing.pause, on_state=on_state
            )
            for screen in self.screens:
                screen.on_end(outcome)
            return outcome, history

    @property
    def plan(self) -> Plan:
        """The plan up to the last phase that is taken."""
        plan = self.files.plan
        ids = [phase.id for phase in plan.phases]
        return (
            plan if self.until is None else plan.model_copy(update={"phases": plan.phases[: ids.index(self.until) + 1]})
        )

    @contextmanager
    def _hosts(self) -> Iterator[OpenHosts]:
        hosts = OpenHosts(self.files.connection_of, self.opener, self.interrupts)
        try:
            yield hosts
        finally:
            hosts.close()

    def _migration(self, journal: Journal, history: History, hosts: OpenHosts) -> Migration:
        return Migration(
            id=migration_id(journal),
            epoch=journal.epoch,
            config=self.files.config,
            plan=self.files.plan,
            inventory=self.files.inventory,
            hosts=hosts,
            past=history,
            secrets=self.secrets,
            now=self.now,
            made_by=__version__,
            on_progress=self._tell_progress,
        )

    def _tell_progress(self, step: StepId, places: tuple[Progress, ...]) -> None:
        for screen in self.screens:
            screen.on_progress(step, places)
