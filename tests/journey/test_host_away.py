"""A host that is away for a while in the middle of a run: waited for, said, gone on with; or ended with 12, and gone on with later."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from migrator.adapters.connect import open_session
from migrator.cli.absences import Absences
from migrator.cli.demo_person import DemoPerson
from migrator.cli.demo_walk import DemoSecrets, walk_to_plan
from migrator.cli.execution import Execution
from migrator.cli.hosts import ask_password
from migrator.cli.interrupts import Interrupts
from migrator.cli.run_files import read_run_files
from migrator.cli.streams import Streams
from migrator.domain.plan import StepId
from migrator.errors import ExitCode
from migrator.journal.sink import FileSink
from migrator.lab.client import LabClient
from migrator.report.catalogue import load_catalogue
from migrator.runner.history import History
from migrator.runner.run import Outcome
from migrator.runner.states import State, StepState
from migrator.steps.driver import Person
from migrator.steps.every import STEPS
from migrator.steps.plan_driver import PlanDriver
from migrator.steps.situation import Progress
from tests.journey.way import FINISHED, journal_of

pytestmark = pytest.mark.whole_job

Happening = Callable[[], object]
PATIENCE_S = 5.0


@dataclass
class Sight:
    """A screen that lets something happen when a step of a name comes to stand somewhere, once."""

    planted: dict[tuple[str, State], Happening]

    def on_state(self, step: StepId, state: StepState) -> None:
        """Let it happen."""
        self.planted.pop((step.split("/", 1)[0], state.state), lambda: None)()

    def on_progress(self, step: StepId, places: tuple[Progress, ...]) -> None:
        """Let it go on."""

    def on_end(self, outcome: Outcome) -> None:
        """Let it end."""


class Announced(FileSink):
    """The controller's own journal, in which a happening is planted right after a change of a name was announced."""

    planted: dict[str, Happening]

    def append(self, line: bytes) -> None:
        """Write it down; then it happens."""
        super().append(line)
        for name in [name for name in self.planted if f'"step":"{name}/'.encode() in line]:
            if b'"kind":"step-about-to-apply"' in line:
                self.planted.pop(name)()


@dataclass
class Shortened(Interrupts):
    """Long waits are over at once; during one of them the host may come back."""

    meanwhile: Happening
    waits: list[float] = field(default_factory=list)
    now: float = 0.0

    def __post_init__(self) -> None:
        super().__init__()

    def wait(self, seconds: float) -> None:
        """Wait, or let the time be over."""
        if seconds < PATIENCE_S:
            super().wait(seconds)
        else:
            self.waits.append(seconds)
            self.now += seconds
            self.meanwhile()


@dataclass
class Journey:
    """One migration on rehearsal hosts, up to the proof of the copies."""

    lab: LabClient
    place: Path
    said: StringIO = field(default_factory=StringIO)

    @property
    def streams(self) -> Streams:
        """Lines that the test reads."""
        return Streams(Console(file=self.said, width=400), self.said, as_json=False, catalogue=load_catalogue())

    def run(
        self,
        interrupts: Shortened,
        *,
        on_state: dict[tuple[str, State], Happening] | None = None,
        announced: dict[str, Happening] | None = None,
    ) -> Outcome:
        """Take the plan, or go on with it."""
        files = read_run_files(self.place / "plan.json", self.place / "migrator.yaml", self.place / "inventory.json")
        absences = Absences(self.streams)

        def person_of(driver: PlanDriver, history: History) -> Person:
            return DemoPerson(self.streams, self.lab, lambda step, asked: driver.suggest(step, asked, history.answers))

        def own_place(name: str, path: Path) -> FileSink:
            sink = Announced(name, path)
            sink.planted = dict(announced or {})
            return sink

        with interrupts:
            return Execution(
                files=files,
                opener=lambda connection: open_session(connection, ask_password, sleep=lambda _: None),
                secrets=DemoSecrets(),
                logics=STEPS,
                interrupts=interrupts,
                screens=(Sight(dict(on_state or {})),),
                person_of=person_of,
                until="copy",
                own_place=own_place,
                clock=lambda: interrupts.now,
                on_away=absences.on_away,
                on_back=absences.on_back,
            ).run()[0]


@pytest.fixture
def journey(lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """Come to a plan in scenario `small`."""
    for name, value in lab.environment.items():
        monkeypatch.setenv(name, value)
    made = Journey(lab, at_home)
    walk_to_plan(made.streams, lab, at_home)
    return made


def _away(lab: LabClient) -> Happening:
    return lambda: lab.do("unreachable")


def _back(lab: LabClient) -> Happening:
    return lambda: lab.do("back")


def test_a_run_goes_on_by_itself_when_the_host_is_back(journey: Journey) -> None:
    """Away when a change is announced, away in the copy: each change is made once, and both disks have the whole journal."""
    lab = journey.lab
    outcome = journey.run(
        Shortened(_back(lab)),
        announced={"stop-vm": _away(lab)},
        on_state={("copy-vm", State.RUNNING): _away(lab)},
    )
    assert outcome.exit_code in FINISHED, journey.said.getvalue()
    said = journey.said.getvalue()
    assert said.count("does not answer") == said.count("answers again") == 2
    assert "up to 15 min" in said
    entries = journal_of(journey.place)
    applied = [(one["step"], one["result"]) for one in entries if one["kind"] == "step-applied"]
    assert len({step for step, result in applied if result == "answered"}) == len(
        [step for step, result in applied if result == "answered"]
    )
    whole = (journey.place / "journal.jsonl").read_bytes()
    copies = [file.read_bytes() for file in (lab.folder / "world").rglob("migrator/journal.jsonl")]
    assert len(copies) == 2
    for copy in copies:
        assert whole.startswith(copy)
        assert b'"step":"copy-vm' in copy


def test_a_shell_that_is_gone_is_opened_again_without_a_word(journey: Journey) -> None:
    """WinRM was restarted: nobody notices."""
    lab = journey.lab
    planted: dict[tuple[str, State], Happening] = {
        (name, State.DONE): lambda: lab.do("fault", kind="shell-gone", verb="Command")
        for name in ("mark-disk", "stop-vm")
    }
    assert journey.run(Shortened(_back(lab)), on_state=planted).exit_code in FINISHED
    assert "does not answer" not in journey.said.getvalue()


def test_a_host_that_does_not_come_back_ends_the_run_with_12_and_a_later_run_goes_on(
    journey: Journey,
) -> None:
    """What is left is not waited for one by one."""
    lab = journey.lab
    config = journey.place / "migrator.yaml"
    config.write_text(config.read_text().replace("  connection:\n", "  connection:\n    timeouts: {away_s: 20}\n", 1))
    waiting = Shortened(lambda: None)
    outcome = journey.run(waiting, on_state={("mark-disk", State.DONE): _away(lab)})
    assert outcome.exit_code is ExitCode.CONNECTION, journey.said.getvalue()
    assert waiting.now == 20
    lab.do("back")
    assert journey.run(Shortened(_back(lab))).exit_code in FINISHED, journey.said.getvalue()
