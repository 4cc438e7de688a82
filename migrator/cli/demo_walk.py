"""The demo's way: from a running rehearsal host to a plan, and through the whole run with a person who is played."""

import os
from collections.abc import Mapping
from pathlib import Path

from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.absences import Absences
from migrator.cli.demo_decisions import decided, to_uncompress
from migrator.cli.demo_person import PEOPLE, DemoPerson, People
from migrator.cli.execution import Execution
from migrator.cli.hosts import ask_password
from migrator.cli.interrupts import Interrupts
from migrator.cli.inventory import read_host, show_inventory
from migrator.cli.journal_file import OwnPlace
from migrator.cli.kept_places import KeptPlaces
from migrator.cli.make_report import make_report_step
from migrator.cli.plan import write_plan_files
from migrator.cli.run import step_views
from migrator.cli.run_end import show_end
from migrator.cli.run_files import read_run_files
from migrator.cli.run_report import report_at_end
from migrator.cli.run_screen import PeopleScreen
from migrator.cli.streams import Streams
from migrator.domain.inventory_file import write_inventory
from migrator.errors import ExitCode
from migrator.journal.sink import FileSink
from migrator.lab.client import LabClient
from migrator.ports.secret import Secret
from migrator.report.printable import printable
from migrator.runner.history import History
from migrator.steps.driver import Person
from migrator.steps.every import STEPS
from migrator.steps.logic import StepLogic
from migrator.steps.plan_driver import PlanDriver


class DemoSecrets:
    """Passphrases of a world that is thrown away."""

    def secret(self, name: str) -> Secret:
        """Return one that is the same each time, for what was exported with it is imported with it."""
        return Secret(f"demo-{name}")


def walk_to_plan(streams: Streams, lab: LabClient, place: Path, people: People = PEOPLE) -> None:
    """Read the host, decide what is open, write the plan into `place`."""
    os.environ.update(lab.environment)
    config_file = place / "migrator.yaml"
    write_keeping_old(config_file, read_text(Path(lab.lab.config_file)))
    connection = read_config(config_file).source.connection
    streams.say(f"   It answers at {connection.address}:{connection.listening_port}. Its configuration: {config_file}")
    streams.say("2. migrator inventory: reading the host over PowerShell remoting", style="bold")
    found = read_host(streams, connection)
    if compressed := to_uncompress(found):
        for path in compressed:
            streams.say(f"lab do uncompress: {printable(lab.do('uncompress', path=path))}", style="magenta", indent=8)
        found = read_host(streams, connection)
    show_inventory(streams, found)
    write_keeping_old(place / "inventory.json", write_inventory(found))
    streams.say(
        "3. migrator check and migrator plan: what stands in the way, and every step of the weekend", style="bold"
    )
    config = decided(config_file, found, people)
    write_plan_files(streams, config, found, place / "plan.json", with_steps=False)


def walk_to_end(
    streams: Streams,
    lab: LabClient,
    place: Path,
    *,
    own_place: OwnPlace = FileSink,
    logics: Mapping[str, StepLogic] = STEPS,
    people: People = PEOPLE,
) -> ExitCode:
    """Take the plan in `place`, or go on with it, and return how the run ended."""
    streams.say("4. migrator run: the whole job; what a person does is played", style="bold")
    files = read_run_files(place / "plan.json", place / "migrator.yaml", place / "inventory.json")
    views = step_views(files, streams)

    def person_of(driver: PlanDriver, history: History) -> Person:
        return DemoPerson(
            streams,
            lab,
            lambda step, question: driver.suggest(step, question, history.answers),
            people,
            history.answers.get,
        )

    absences = Absences(streams)
    with Interrupts() as interrupts:
        execution = Execution(
            files=files,
            opener=lambda connection: open_session(connection, ask_password),
            secrets=DemoSecrets(),
            own_place=own_place,
            logics={**logics, "make-report": make_report_step(place)},
            interrupts=interrupts,
            screens=(PeopleScreen(streams, views),),
            person_of=person_of,
            kept_places=KeptPlaces(streams),
            on_away=absences.on_away,
            on_back=absences.on_back,
        )
        outcome, history = execution.run()
    report_at_end(streams, place)
    show_end(streams, files.plan, views, outcome, history.answers)
    return outcome.exit_code
