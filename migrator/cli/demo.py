"""`migrator demo`: the whole job on rehearsal hosts, over real remoting, with a person who is played."""

import os
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.demo_decisions import decided
from migrator.cli.demo_person import DemoPerson
from migrator.cli.execution import Execution
from migrator.cli.hosts import ask_password
from migrator.cli.interrupts import Interrupts
from migrator.cli.inventory import read_host, show_inventory
from migrator.cli.make_report import make_report_step
from migrator.cli.plan import write_plan_files
from migrator.cli.run import AskedSecrets, step_views
from migrator.cli.run_end import show_end
from migrator.cli.run_files import read_run_files
from migrator.cli.run_screen import PeopleScreen
from migrator.cli.streams import Streams, open_streams
from migrator.domain.inventory_file import write_inventory
from migrator.errors import ExitCode, LabUnusable
from migrator.lab.client import LabClient, LabNotStarted
from migrator.runner.history import History
from migrator.steps.driver import Person
from migrator.steps.every import STEPS
from migrator.steps.plan_driver import PlanDriver

_ENOUGH = frozenset({ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS})


class Engine(StrEnum):
    """What answers on the rehearsal host."""

    PYTHON = "python"
    PWSH = "pwsh"


def demo(
    *,
    scenario: Annotated[str, typer.Option(help="Which world: company, small, thread, unpleasant ...")] = "company",
    engine: Annotated[
        Engine, typer.Option(help="python needs nothing; pwsh runs the real scripts in a PowerShell 7 on the PATH.")
    ] = Engine.PYTHON,
    folder: Annotated[
        Path, typer.Option(help="Where the files go; if it exists, the next free number is taken.")
    ] = Path("demo"),
) -> None:
    """
    Walk the whole job on rehearsal hosts: inventory, check, plan, and every step of the run, up to the report.

    A simulated Hyper-V host is started on this computer, behind a real PowerShell remoting endpoint on loopback with TLS.
    The controller does not know the difference. What a person does - plugging disks, rebuilding the box, approving - is
    played, and said. Nothing leaves this computer, and nothing outside the folder is written.
    """
    streams = open_streams()
    started = time.monotonic()
    place = _free(folder)
    streams.say(f"1. Starting the rehearsal host of scenario {scenario} ({engine.value} engine) ...", style="bold")
    try:
        lab = LabClient.start(scenario, (place / "lab").resolve(), engine=engine.value)
    except LabNotStarted as refused:
        raise LabUnusable(scenario=scenario, found="; ".join(refused.faults)) from refused
    with lab:
        _plan(streams, lab, place)
        code = _run(streams, lab, place)
    took = f"{time.monotonic() - started:.0f} s"
    if code in _ENOUGH:
        streams.say(f"Done in {took}. {_report_word(place)}", style="bold green")
        streams.say(f"To try each command yourself: migrator lab up {scenario} --folder {place / 'lab'}")
        raise typer.Exit(int(ExitCode.DONE))
    streams.say(f"The demo did not come to its end ({took}); its journal is {place / 'journal.jsonl'}.", style="red")
    raise typer.Exit(int(code))


def _plan(streams: Streams, lab: LabClient, place: Path) -> None:
    os.environ.update(lab.environment)
    config_file = place / "migrator.yaml"
    write_keeping_old(config_file, read_text(Path(lab.lab.config_file)))
    connection = read_config(config_file).source.connection
    streams.say(f"   It answers at {connection.address}:{connection.listening_port}. Its configuration: {config_file}")
    streams.say("2. migrator inventory: reading the host over PowerShell remoting", style="bold")
    found = read_host(streams, connection)
    show_inventory(streams, found)
    write_keeping_old(place / "inventory.json", write_inventory(found))
    streams.say(
        "3. migrator check and migrator plan: what stands in the way, and every step of the weekend", style="bold"
    )
    config = decided(config_file, found)
    write_plan_files(streams, config, found, place / "plan.json", with_steps=False)


def _run(streams: Streams, lab: LabClient, place: Path) -> ExitCode:
    streams.say("4. migrator run: the whole job; what a person does is played", style="bold")
    files = read_run_files(place / "plan.json", place / "migrator.yaml", place / "inventory.json")
    views = step_views(files, streams)

    def person_of(driver: PlanDriver, history: History) -> Person:
        return DemoPerson(streams, lab, lambda step, question: driver.suggest(step, question, history.answers))

    with Interrupts() as interrupts:
        execution = Execution(
            files=files,
            opener=lambda connection: open_session(connection, ask_password),
            secrets=AskedSecrets(),
            logics={**STEPS, "make-report": make_report_step(place)},
            interrupts=interrupts,
            screens=(PeopleScreen(streams, views),),
            person_of=person_of,
        )
        outcome, history = execution.run()
    show_end(streams, files.plan, views, outcome, history.answers)
    return outcome.exit_code


def _report_word(place: Path) -> str:
    report = place / "report.html"
    return f"The report: open {report} in a browser." if report.exists() else f"The plan is {place / 'plan.html'}."


def _free(folder: Path) -> Path:
    number = 1
    candidate = folder
    while candidate.exists():
        number += 1
        candidate = folder.with_name(f"{folder.name}-{number}")
    return candidate
