"""`migrator answer`: records what a person did or decided while no run asked for it."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from migrator.cli.journal_file import opened_journal
from migrator.cli.options import BesideConfigOption, BesideInventoryOption, PlanOption
from migrator.cli.run_files import find_run_files
from migrator.cli.run_person import MANY
from migrator.cli.streams import open_streams
from migrator.domain.open_answer import is_possible
from migrator.domain.plan import OpenInput, Plan, PlanStep, StepId, StepKind
from migrator.domain.step_code import step_of_code
from migrator.errors import AnswerRefused, NoSuchStep
from migrator.journal.entries import Answer, DiskLost
from migrator.journal.words import AnswerValue
from migrator.report.catalogue import load_catalogue
from migrator.report.printable import printable
from migrator.runner.history import History
from migrator.runner.lost_disk import given_up, is_given_up


def answer(
    what: Annotated[
        str, typer.Argument(help="Code from the checklist or `status`, or the id of a step or open input.")
    ],
    *,
    person: Annotated[str, typer.Option(help="Who did or decided it; stands in the journal.")],
    value: Annotated[str | None, typer.Option(help="The value of an open input; not for a step that was done.")] = None,
    done_at: Annotated[
        datetime | None, typer.Option(help="When it was done, if not now; in this computer's time.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option(help="Why a disk is given up: another one takes its place, or none (--lost).")
    ] = None,
    lost: Annotated[
        bool, typer.Option("--lost", help="The external disk is lost for good, and no other one takes its place.")
    ] = False,
    plan: PlanOption = None,
    config: BesideConfigOption = None,
    inventory: BesideInventoryOption = None,
) -> None:
    """
    Record that a manual step was done, or the value of something that was open.

    The next `migrator run` takes it as said, and where a host can show it, looks for itself. A gate is not passed this
    way: it shows what it sees at that moment, so it is passed in `run`.

    A disk that died: `migrator answer external-disk/disk/b --value VOLUME --person NAME --reason WHY` lets another one
    take its place as long as the old host stands; with --lost in place of --value nobody waits for it any more.
    """
    streams = open_streams()
    files = find_run_files(plan, config, inventory)
    question, step = _meant(files.plan, what)
    if not person.strip():
        raise typer.BadParameter("--person wants a name")
    now = datetime.now(UTC)
    at = None if done_at is None else done_at.astimezone(UTC)
    with opened_journal(files, now=now) as journal:
        past = History(journal.records())
        entry: Answer | DiskLost
        if is_given_up(files.plan, past, question, value, lost=lost):
            if value is not None:
                _demand_possible(_input(files.plan, question), value)
            entry = given_up(files.plan, past, question, value, person=person, reason=reason or "")
        else:
            said = _value(files.plan, question, step, value)
            entry = Answer(question=question, step=step.id, value=said, person=person, done_at=at)
        journal.append(entry, now)
    streams.say(f"Recorded: {printable(question)} by {printable(person)}. Next: `migrator run`.", style="bold")


def _meant(plan: Plan, what: str) -> tuple[StepId, PlanStep]:
    """Return the question that a code or an id means, with the step in which it is asked."""
    steps = {step.id: step for step in plan.steps}
    inputs = {one.id: one for one in plan.open_inputs}
    if what in inputs:
        return what, steps[inputs[what].needed_by[0]]
    name = what if what in steps else step_of_code(plan, what)
    if name is None:
        raise NoSuchStep(given=what, plan=plan.migration)
    return name, steps[name]


def _input(plan: Plan, question: StepId) -> OpenInput | None:
    return next((one for one in plan.open_inputs if one.id == question), None)


def _demand_possible(asked: OpenInput | None, value: str) -> None:
    if asked is not None and not is_possible(asked.text, value):
        found = load_catalogue().text(f"input.{asked.text}", "unfit")
        raise AnswerRefused(step=asked.id, found=found)


def _value(plan: Plan, question: StepId, step: PlanStep, value: str | None) -> AnswerValue:
    asked = _input(plan, question)
    if asked is not None:
        if not value:
            raise AnswerRefused(step=question, found="it wants --value")
        _demand_possible(asked, value)
        # Several adapters carry one switch.
        return tuple(part.strip() for part in value.split(",")) if asked.text in MANY else value
    if step.kind is StepKind.GATE:
        raise AnswerRefused(step=step.id, found="it is a gate")
    if step.kind is not StepKind.MANUAL:
        raise AnswerRefused(step=step.id, found="it is taken by the program, and a host or the journal shows it")
    if value is not None:
        raise AnswerRefused(
            step=step.id, found=f"it is done or not; a value belongs to {', '.join(step.answers) or 'an open input'}"
        )
    return True
