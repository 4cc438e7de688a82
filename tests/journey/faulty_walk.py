"""A whole job in which things go wrong: the demo's way, with a person to whom faults happen at named moments."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from migrator.adapters.connect import open_session
from migrator.cli.demo_person import PEOPLE, DemoPerson
from migrator.cli.demo_walk import DemoSecrets, walk_to_plan
from migrator.cli.execution import Execution
from migrator.cli.hosts import ask_password
from migrator.cli.interrupts import Interrupts
from migrator.cli.make_report import make_report_step
from migrator.cli.run_files import read_run_files
from migrator.cli.streams import Streams
from migrator.domain.plan import PlanStep, StepId
from migrator.journal.chain import Chain
from migrator.journal.entries import Entry
from migrator.journal.sink import file_lines
from migrator.lab.client import LabClient
from migrator.report.catalogue import load_catalogue
from migrator.runner.history import History
from migrator.runner.run import Outcome
from migrator.runner.states import State, StepState
from migrator.steps.driver import GateView, Given, Person, Verdict
from migrator.steps.every import STEPS
from migrator.steps.plan_driver import PlanDriver
from migrator.steps.situation import Progress

Happening = Callable[[], object]


@dataclass
class Bystander(DemoPerson):
    """Plays the demo's person; before a step is taken by hand, what is planted for its text happens, once."""

    planted: dict[str, Happening] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    """Texts of what this person does not do yet."""
    only_said: frozenset[str] = frozenset()
    """Texts of what this person says is done, and has not done."""

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Let it happen, then do what is asked."""
        self.planted.pop(step.text, lambda: None)()
        if step.text in self.only_said:
            return Given(PEOPLE.first, dict.fromkeys(questions, True))
        return None if step.text in self.later else super().answer(step, questions)

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Let it happen, then type what the gate asks for."""
        self.planted.pop(step.text, lambda: None)()
        return None if step.text in self.later else super().approve(step, view, approved_by)


@dataclass
class Watcher:
    """A screen that lets something happen when a step comes to stand somewhere, once."""

    planted: dict[tuple[str, State], Happening]

    def on_state(self, step: StepId, state: StepState) -> None:
        """Let it happen."""
        self.planted.pop((step.split("/", 1)[0], state.state), lambda: None)()

    def on_progress(self, step: StepId, places: tuple[Progress, ...]) -> None:
        """Let it go on."""

    def on_end(self, outcome: Outcome) -> None:
        """Let it end."""


@dataclass
class Walk:
    """One migration: its lab, its folder, its plan."""

    lab: LabClient
    place: Path

    def run(
        self,
        *,
        until: str | None = None,
        by_hand: Mapping[str, Happening] | None = None,
        on_state: Mapping[tuple[str, State], Happening] | None = None,
        later: frozenset[str] = frozenset(),
        only_said: frozenset[str] = frozenset(),
    ) -> Outcome:
        """Take the plan, or go on with it."""
        files = read_run_files(self.place / "plan.json", self.place / "migrator.yaml", self.place / "inventory.json")

        def person_of(driver: PlanDriver, history: History) -> Person:
            def suggest(step: PlanStep, question: StepId) -> Any:
                return driver.suggest(step, question, history.answers)

            return Bystander(
                quiet(),
                self.lab,
                suggest,
                answer_to=history.answers.get,
                planted=dict(by_hand or {}),
                later=later,
                only_said=only_said,
            )

        with Interrupts() as interrupts:
            execution = Execution(
                files=files,
                opener=lambda connection: open_session(connection, ask_password),
                secrets=DemoSecrets(),
                logics={**STEPS, "make-report": make_report_step(self.place)},
                interrupts=interrupts,
                screens=(Watcher(dict(on_state or {})),),
                person_of=person_of,
                until=until,
            )
            return execution.run()[0]

    def journal(self) -> list[Entry]:
        """Return what was written down so far; the chain is held to what it promises."""
        chain = Chain(file_lines(self.place / "journal.jsonl"), "journal.jsonl")
        return [record.entry for record in chain]

    def machines(self) -> dict[str, str]:
        """Return the state of each virtual machine of the host that answers now."""
        host: Any = self.lab.state()["host"]
        return {str(vm["name"]): str(vm["state"]) for vm in host["virtual_machines"]}

    def letter_of(self, label: str) -> str:
        """Return the drive letter of an external disk on the host that answers now."""
        host: Any = self.lab.state()["host"]
        volumes = (volume for disk in host["disks"] for volume in disk["volumes"])
        return next(str(volume["letter"]) for volume in volumes if volume["label"] == label)

    def volume_of(self, label: str) -> str:
        """Return the unique id of an external disk's volume."""
        found: Any = json.loads((self.place / "inventory.json").read_text())["inventory"]
        return next(str(volume["unique_id"]) for volume in found["volumes"] if volume["label"] == label)

    def root_of(self, label: str) -> Path:
        """Return the real folder of a disk that is plugged in or on the shelf."""
        state: Any = self.lab.state()
        volumes = (volume for disk in (*state["host"]["disks"], *state["shelf"]) for volume in disk["volumes"])
        return next(Path(volume["root"]) for volume in volumes if volume["label"] == label)


def quiet() -> Streams:
    """Return streams that nobody reads."""
    out = StringIO()
    return Streams(people=Console(file=out), programs=out, as_json=False, catalogue=load_catalogue())


@contextmanager
def walk_in(
    scenario: Path | str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    config: Callable[[str], str] = lambda text: text,
) -> Iterator[Walk]:
    """Serve a scenario and come to a plan in it; `config` changes what the ready configuration says."""
    with LabClient.start(str(scenario), folder / "lab") as lab:
        file = Path(lab.lab.config_file)
        file.write_text(config(file.read_text(encoding="utf-8")), encoding="utf-8")
        for name, value in lab.environment.items():
            monkeypatch.setenv(name, value)
        place = folder / "home"
        place.mkdir()
        walk_to_plan(quiet(), lab, place)
        yield Walk(lab, place)


def steps_of(outcome: Outcome, text: str) -> dict[StepId, StepState]:
    """Return the states of a template's steps."""
    return {name: state for name, state in outcome.states.items() if name.split("/", 1)[0] == text}


def told(outcome: Outcome) -> list[str]:
    """Return what stopped steps, for a message that says why a test failed."""
    return [
        f"{name}: {state.reason} {state.error or ''} {state.error_parameters} {state.closed_by}"
        for name, state in outcome.states.items()
        if state.state is State.FAILED or state.closed_by
    ]
