"""What people do in a plan, in order, as a page in the server room needs it."""

from collections.abc import Iterator
from dataclasses import dataclass

import segno

from migrator.domain.plan import OpenInput, Plan, PlanStep, StepId, StepKind
from migrator.domain.step_code import step_codes
from migrator.report.catalogue import Catalogue
from migrator.report.host_words import HostWords, host_words
from migrator.report.printable import printable

_SCALE = 3


@dataclass(frozen=True)
class Task:
    """One thing that a person does."""

    number: str
    title: str
    what: str
    how_to_know: str
    code: str
    """Empty for a gate: it is passed at the computer only."""
    picture: str
    """The command with that code, as a picture to scan; a data URI."""
    write_down: tuple[str, ...]
    """What the program will ask for."""
    program_steps: int
    """How many steps the program takes between the task before and this one."""
    is_gate: bool
    is_final: bool
    """Nothing brings it back."""
    undo: str


@dataclass(frozen=True)
class TaskGroup:
    """The tasks of one phase."""

    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class ChecklistView:
    """The page."""

    language: str
    migration: str
    source: str
    destination: str
    plan: str
    """The beginning of the plan's hash, for comparing by eye."""
    picture: str
    groups: tuple[TaskGroup, ...]


def checklist_view(plan: Plan, catalogue: Catalogue) -> ChecklistView:
    """Return the human part of a plan; hosts' own names are made harmless here."""
    hosts = host_words(plan, catalogue.language)
    short = plan.plan_hash[:12]
    return ChecklistView(
        language=catalogue.language,
        migration=printable(plan.migration),
        source=hosts.source,
        destination=hosts.destination,
        plan=short,
        picture=picture_of(f"migrator {plan.migration} {short}"),
        groups=tuple(_groups(plan, catalogue, hosts)),
    )


def picture_of(text: str) -> str:
    """Return a text as a picture to scan."""
    return segno.make(text, micro=False, error="m").svg_data_uri(scale=_SCALE, border=2, dark="#000", light="#fff")


def _groups(plan: Plan, catalogue: Catalogue, hosts: HostWords) -> Iterator[TaskGroup]:
    codes = step_codes(plan)
    inputs = {one.id: one for one in plan.open_inputs}
    by_program = 0
    for phase_number, phase in enumerate(plan.phases, 1):
        tasks = []
        for number, step in enumerate(phase.steps, 1):
            if step.kind not in {StepKind.MANUAL, StepKind.GATE}:
                by_program += 1
                continue
            words = _Words(catalogue, hosts, inputs, codes)
            tasks.append(words.task(step, f"{phase_number}.{number}", by_program))
            by_program = 0
        if tasks:
            yield TaskGroup(catalogue.text(f"phase.{phase.id}", "title"), tuple(tasks))


@dataclass(frozen=True)
class _Words:
    catalogue: Catalogue
    hosts: HostWords
    inputs: dict[StepId, OpenInput]
    codes: dict[StepId, str]

    def task(self, step: PlanStep, number: str, by_program: int) -> Task:
        words = self.hosts.into(step.words)
        is_gate = step.kind is StepKind.GATE
        code = "" if is_gate else self.codes[step.id]
        asked = [self.inputs[name] for name in step.answers if name in self.inputs]
        return Task(
            number=number,
            title=self.catalogue.text(f"step.{step.text}", "title", words),
            what=self.catalogue.text(f"step.{step.text}", "what", words),
            how_to_know=self.catalogue.text(f"step.{step.text}", "how_to_know", words),
            code=code,
            picture="" if is_gate else picture_of(f"migrator answer {code}"),
            write_down=tuple(self.catalogue.text(f"input.{one.text}", "text", one.words) for one in asked),
            program_steps=by_program,
            is_gate=is_gate,
            is_final=not step.reversible,
            undo="" if step.undo is None else self.catalogue.text(f"undo.{step.undo}", "text", words),
        )
