"""Takes a plan's steps with everything that a run wants: hosts, journal, person, screen."""

import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from migrator import __version__
from migrator.adapters.hook_runner import OwnHooks
from migrator.adapters.open_hosts import Opener, OpenHosts
from migrator.adapters.patient import Patience
from migrator.adapters.rehearsing import RehearsingSession
from migrator.cli.disk_places import DiskPlaces
from migrator.cli.interrupts import Interrupts
from migrator.cli.journal_file import OwnPlace, migration_id, opened_journal, read_journal
from migrator.cli.kept_places import KeptPlaces
from migrator.cli.pausing import Pausing
from migrator.cli.run_files import RunFiles
from migrator.cli.run_screen import Screen
from migrator.domain.plan import Plan, StepId
from migrator.domain.sides import sides
from migrator.domain.window import allows, needed
from migrator.errors import JournalForeign, MigratorError, OutsideWindow
from migrator.journal.entries import Override
from migrator.journal.sink import FileSink, file_lines
from migrator.playbook.back_out import BACK_OUT
from migrator.ports.host_session import HostSession
from migrator.report.amounts import duration_text
from migrator.runner.desk import Desk
from migrator.runner.history import History
from migrator.runner.hooks import Hooks
from migrator.runner.rehearse import rehearse_plan
from migrator.runner.run import Outcome, run_plan
from migrator.runner.states import StepState
from migrator.steps.driver import Person
from migrator.steps.logic import StepLogic
from migrator.steps.plan_driver import PlanDriver
from migrator.steps.situation import Migration, Progress, Secrets

_DESPITE: Final = "despite-window"


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
    despite_window: tuple[str, str] | None = None
    """Person and reason that set the change window aside."""
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    clock: Callable[[], float] = time.monotonic
    """Measures how long a host is waited for."""
    own_place: OwnPlace = FileSink
    kept_places: KeptPlaces | None = None
    """Says where the journal is kept no longer, and where again."""
    on_away: Callable[[str, MigratorError, float], None] = lambda _host, _error, _limit_s: None
    """Is told that a host is waited for: its name, why, how long at most."""
    on_back: Callable[[str], None] = lambda _host: None

    def run(self) -> tuple[Outcome, History]:
        """Open or continue the journal, take what can be taken, end in good order."""
        opened = opened_journal(self.files, now=self.now(), on_loss=self._lost, own_place=self.own_place)
        with opened as journal, self._hosts() as hosts:
            history = History(journal.records())
            if self.kept_places is not None:
                self.kept_places.history = history
            self._refuse_another_plan(history)
            migration = self._migration(migration_id(journal), journal.epoch, history, hosts)
            driver = PlanDriver(migration, self.logics)
            person = self.person_of(driver, history)
            desk = Desk(self.plan, driver, person, journal, history, self.now, hooks=self._hooks(hosts))
            self._keep_to_window(desk)
            places = DiskPlaces(self.files.plan, journal, history, hosts, self.now, self._lost, self.files.papers)
            places.on_back = self.kept_places.on_back if self.kept_places is not None else places.on_back
            hosts.on_open = hosts.on_return = places.host_opened
            steps = {step.id: step for step in self.plan.steps}
            pausing = Pausing(self.interrupts.wait)

            def on_state(step: StepId, state: StepState) -> None:
                pausing.something_happened()
                self._tell_state(step, state)
                if state.is_true:
                    places.step_is_true(steps[step])

            outcome = run_plan(
                desk, made_by=__version__, controller=platform.node(), pause=pausing.pause, on_state=on_state
            )
            for screen in self.screens:
                screen.on_end(outcome)
            return outcome, history

    def rehearse(self) -> tuple[Outcome, History]:
        """Ask the hosts what a run would change; nothing is changed and nothing is written down."""
        history = History(read_journal(self.files.journal_file))
        with self._hosts(RehearsingSession) as hosts:
            driver = PlanDriver(self._migration(UUID(int=0), 1, history, hosts), self.logics)
            outcome = rehearse_plan(self.plan, driver, history, self._tell_state)
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

    def _hooks(self, hosts: OpenHosts) -> Hooks:
        where = sides(self.files.plan)
        folder = self.files.config_file.resolve().parent
        runner = OwnHooks(lambda step: hosts.session(where[step.id]), folder, self.interrupts)
        return Hooks(self.files.config.hooks, runner)

    def _lost(self, name: str, found: str) -> None:
        if self.kept_places is not None:
            self.kept_places.on_loss(name, found)

    def _refuse_another_plan(self, history: History) -> None:
        begun = history.plan_hash
        if self.files.plan.playbook == BACK_OUT:
            return  # made from the plan beside it and from this very journal
        if begun is not None and begun != self.files.plan.plan_hash:
            raise JournalForeign(
                file=str(self.files.journal_file),
                expected=f"plan {self.files.plan.plan_hash[:12]}",
                found=f"plan {begun[:12]}",
            )

    def _keep_to_window(self, desk: Desk) -> None:
        """Raise OutsideWindow unless the window allows what is left, or a person set it aside by name."""
        window = self.files.config.change_window
        done = {step.id for step in self.plan.steps if desk.history.is_confirmed(step.id)}
        wanted = needed(self.plan, done)
        if window is None or allows(window, self.now(), wanted) or _DESPITE in desk.history.overrides:
            return
        if self.despite_window is None:
            raise OutsideWindow(
                now=f"{self.now():%Y-%m-%d %H:%M} UTC",
                start=f"{window.start:%Y-%m-%d %H:%M} UTC",
                end=f"{window.end:%Y-%m-%d %H:%M} UTC",
                needed=duration_text(round(wanted.total_seconds())),
            )
        person, reason = self.despite_window
        desk.record(Override(what=_DESPITE, person=person, reason=reason))

    @contextmanager
    def _hosts(self, wrap: Callable[[HostSession], HostSession] = lambda session: session) -> Iterator[OpenHosts]:
        patience = Patience(self.interrupts.wait, self.clock, self.on_away, self.on_back)
        hosts = OpenHosts(
            self.files.connection_of, lambda connection: wrap(self.opener(connection)), self.interrupts, patience
        )
        try:
            yield hosts
        finally:
            hosts.close()

    def _migration(self, own_id: UUID, epoch: int, history: History, hosts: OpenHosts) -> Migration:
        return Migration(
            id=own_id,
            epoch=epoch,
            config=self.files.config,
            plan=self.files.plan,
            inventory=self.files.inventory,
            hosts=hosts,
            past=history,
            secrets=self.secrets,
            now=self.now,
            made_by=__version__,
            on_progress=self._tell_progress,
            own_journal=lambda: file_lines(self.files.journal_file),
        )

    def _tell_state(self, step: StepId, state: StepState) -> None:
        for screen in self.screens:
            screen.on_state(step, state)

    def _tell_progress(self, step: StepId, places: tuple[Progress, ...]) -> None:
        for screen in self.screens:
            screen.on_progress(step, places)
