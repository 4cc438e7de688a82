"""The way back, taken on a rehearsal host from three points: the old host is as it was inventoried."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from migrator.adapters.connect import open_session
from migrator.cli.back_out import back_out
from migrator.cli.demo_person import DemoPerson
from migrator.cli.demo_walk import DemoSecrets, walk_to_plan
from migrator.cli.execution import Execution
from migrator.cli.hosts import ask_password
from migrator.cli.interrupts import Interrupts
from migrator.cli.make_report import make_report_step
from migrator.cli.run_files import read_run_files
from migrator.cli.streams import Streams
from migrator.domain.plan import PlanStep, StepId
from migrator.domain.projection import projection
from migrator.errors import BackOutBegan, ExitCode
from migrator.hyperv.take_inventory import take_inventory
from migrator.lab.client import LabClient
from migrator.report.catalogue import load_catalogue
from migrator.runner.history import History
from migrator.runner.run import Outcome
from migrator.steps.driver import Given, Person
from migrator.steps.every import STEPS
from migrator.steps.plan_driver import PlanDriver

pytestmark = pytest.mark.whole_job


class Admin(DemoPerson):
    """Plays the demo's person, and puts the old disks back in when asked to."""

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Do the step first."""
        if step.text == "put-old-disks-back":
            self.lab.do("restore-old")
            self.lab.do("plug", disk="DISK-A")
        return super().answer(step, questions)


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LabClient]:
    """Serve the small world."""
    with LabClient.start("small", tmp_path / "lab") as client:
        for name, value in client.environment.items():
            monkeypatch.setenv(name, value)
        yield client


def _streams() -> Streams:
    out = StringIO()
    return Streams(people=Console(file=out), programs=out, as_json=False, catalogue=load_catalogue())


def _run(lab: LabClient, place: Path, plan: str, until: str | None = None) -> Outcome:
    files = read_run_files(place / plan, place / "migrator.yaml", place / "inventory.json")

    def person_of(driver: PlanDriver, history: History) -> Person:
        return Admin(_streams(), lab, lambda step, question: driver.suggest(step, question, history.answers))

    with Interrupts() as interrupts:
        execution = Execution(
            files=files,
            opener=lambda connection: open_session(connection, ask_password),
            secrets=DemoSecrets(),
            logics={**STEPS, "make-report": make_report_step(place)},
            interrupts=interrupts,
            screens=(),
            person_of=person_of,
            until=until,
        )
        return execution.run()[0]


def _after(lab: LabClient, place: Path, phase: str) -> None:
    place.mkdir()
    walk_to_plan(_streams(), lab, place)
    assert _run(lab, place, "plan.json", phase).exit_code in {ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS}


@pytest.mark.parametrize("phase", ["prepare", "copy", "rebuild"])
def test_source_is_as_inventoried_after_the_way_back(lab: LabClient, tmp_path: Path, phase: str) -> None:
    """After the preparation, after the copy, after the rebuild: same settings, who ran runs, who starts by itself does."""
    place = tmp_path / "migration"
    _after(lab, place, phase)
    back_out(plan=place / "plan.json", inventory=None, steps=False, as_json=False)
    outcome = _run(lab, place, "back-out.json")
    assert [
        f"{name} {state.error_parameters}" for name, state in outcome.states.items() if state.error is not None
    ] == []
    assert all(state.is_true for state in outcome.states.values())
    files = read_run_files(place / "back-out.json", place / "migrator.yaml", place / "inventory.json")
    session = open_session(files.config.source.connection, ask_password)
    try:
        now = take_inventory(session, taken_at=files.inventory.taken_at)
    finally:
        session.close()
    assert projection(now) == projection(files.inventory)
    before = {vm.id: (vm.state, vm.automatic_start_action) for vm in files.inventory.virtual_machines}
    assert {vm.id: (vm.state, vm.automatic_start_action) for vm in now.virtual_machines} == before
    if phase != "prepare":
        # Its journal speaks of an old host that is no longer so: going on would trust copies of the past.
        with pytest.raises(BackOutBegan):
            read_run_files(place / "plan.json", place / "migrator.yaml", place / "inventory.json")
