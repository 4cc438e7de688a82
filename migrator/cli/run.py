"""`migrator run`: takes the plan's steps, and goes on where the host and the journal say that it stands."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.connect import open_session
from migrator.adapters.notifying import Notifier
from migrator.adapters.secrets import find_secret
from migrator.cli.absences import Absences
from migrator.cli.execution import Execution
from migrator.cli.hosts import ask_password
from migrator.cli.interrupts import Interrupts
from migrator.cli.kept_places import KeptPlaces
from migrator.cli.make_report import make_report_step
from migrator.cli.options import BesideConfigOption, BesideInventoryOption, PlanOption
from migrator.cli.progress_file import PROGRESS, ProgressFile
from migrator.cli.run_answers import FilePerson, FirstOf, demand_possible, read_answers
from migrator.cli.run_end import show_end
from migrator.cli.run_files import RunFiles, find_run_files
from migrator.cli.run_notices import Notices
from migrator.cli.run_person import TerminalPerson
from migrator.cli.run_report import report_at_end
from migrator.cli.run_screen import EventScreen, PeopleScreen, Screen
from migrator.cli.streams import Streams, open_streams
from migrator.cli.suggested import SUGGESTED, NobodyHere, Suggested, write_suggested
from migrator.domain.plan import StepId
from migrator.ports.secret import Secret
from migrator.report.plan_view import StepView, plan_view
from migrator.runner.history import History
from migrator.steps.driver import Person
from migrator.steps.every import STEPS
from migrator.steps.plan_driver import PlanDriver


def run(
    *,
    plan: PlanOption = None,
    config: BesideConfigOption = None,
    inventory: BesideInventoryOption = None,
    answers: Annotated[
        Path | None, typer.Option(help="Answers and approvals in a file, for what a person would be asked.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Stop after this phase, e.g. `copy`.")] = None,
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Only ask what a run would change; change and write down nothing.")
    ] = False,
    despite_window: Annotated[
        str | None, typer.Option(help="Run outside the change window, for this reason; wants --person.")
    ] = None,
    person: Annotated[str | None, typer.Option(help="Who sets the change window aside.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print events on stdout, one JSON object a line.")] = False,
) -> None:
    """
    Take the plan's steps: check, change, check again. Stop it when you like; the next run goes on.

    Each change is written into journal.jsonl before it is made. What is true already is skipped, and after a crash the
    host is asked first. On a terminal you are shown what to do and asked what is open; without one, the run ends with 4
    where a person is needed and says what to type.

    Ends with 0 (done), 3 (done, with warnings), 4 (waits for a person), 130 (interrupted); the others are errors.
    """
    streams = open_streams(as_json=as_json)
    files = find_run_files(plan, config, inventory)
    if until is not None and until not in (ids := [phase.id for phase in files.plan.phases]):
        raise typer.BadParameter(f"--until takes one of: {', '.join(ids)}")
    if despite_window is not None and not (person or "").strip():
        raise typer.BadParameter("--despite-window wants --person: a name stands in the journal")
    told = read_answers(answers) if answers is not None else None
    if told is not None and answers is not None:
        demand_possible(told, files.plan, answers)
    views = step_views(files, streams)
    with Interrupts() as interrupts:
        people = PeopleScreen(streams, views)
        noted = ProgressFile(files.plan_file.with_name(PROGRESS))
        told_elsewhere = Notices(
            Notifier(files.config.notifications, environment=os.environ), streams, files.plan.migration, views
        )
        screens: tuple[Screen, ...] = (people, noted, told_elsewhere)
        if rehearse:
            screens = (people,)
        if as_json:
            screens = (*screens, EventScreen(streams))

        @contextmanager
        def asking() -> Iterator[None]:
            with people.asking(), interrupts.asking():
                yield

        def person_of(driver: PlanDriver, history: History) -> Person:
            suggested.suggest = lambda step, question: driver.suggest(step, question, history.answers)
            inputs = {one.id: one for one in files.plan.open_inputs}
            here: Person = (
                TerminalPerson(streams, views, inputs, suggested, asking)
                if _is_terminal(as_json=as_json)
                else NobodyHere(suggested)
            )
            return here if told is None else FirstOf(FilePerson(told), here)

        suggested = Suggested(lambda _step, _question: ())
        absences = Absences(streams)
        execution = Execution(
            files=files,
            opener=lambda connection: open_session(connection, ask_password),
            secrets=AskedSecrets(),
            logics={**STEPS, "make-report": make_report_step(files.plan_file.parent)},
            interrupts=interrupts,
            screens=screens,
            person_of=person_of,
            until=until,
            despite_window=(person or "", despite_window) if despite_window is not None else None,
            kept_places=KeptPlaces(streams),
            on_away=absences.on_away,
            on_back=absences.on_back,
        )
        outcome, history = execution.rehearse() if rehearse else execution.run()
    if rehearse:
        streams.say("That is what a run would do now. Nothing was changed, and nothing was written down.", style="bold")
        raise typer.Exit(outcome.exit_code)
    report_at_end(streams, files.plan_file.parent)
    write_suggested(files.plan_file.with_name(SUGGESTED), suggested.known)
    show_end(streams, files.plan, views, outcome, history.answers, suggested=suggested.known)
    raise typer.Exit(outcome.exit_code)


class AskedSecrets:
    """Secrets from environment or keyring, else from the person."""

    def secret(self, name: str) -> Secret:
        """Return a secret by its name in the configuration."""
        return find_secret(name, ask_password, environment=os.environ)


def step_views(files: RunFiles, streams: Streams) -> dict[StepId, StepView]:
    """Return all steps in words."""
    view = plan_view(files.plan, files.inventory, streams.catalogue)
    return {step.id: step for phase in view.phases for step in phase.steps}


def _is_terminal(*, as_json: bool) -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty() and not as_json
