"""A person's answers in a file, for runs without a terminal: strict YAML, nothing in it is guessed."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, ValidationError

from migrator.adapters.kept_file import read_text
from migrator.domain.decisions import Sentence
from migrator.domain.model import Model
from migrator.domain.open_answer import is_possible
from migrator.domain.plan import Plan, PlanStep, StepId
from migrator.errors import AnswersUnusable
from migrator.playbook.strict_yaml import YamlRefused, parse
from migrator.report.catalogue import load_catalogue
from migrator.steps.driver import GateView, Given, Person, Verdict


class GateAnswer(Model):
    """A named person's word at one gate."""

    person: Sentence
    host_name: str = ""
    """As the gate asks for it."""
    reason: Sentence | None = None
    approved: bool = True


class AnswersFile(Model):
    """Answers of one person, and approvals of one or two."""

    person: Sentence
    answers: dict[StepId, str | int | bool | tuple[str, ...]] = Field(default_factory=dict)
    """By question: an open input's id, or a step's id for whether it is done."""
    gates: dict[StepId, GateAnswer] = Field(default_factory=dict)
    second: dict[StepId, GateAnswer] = Field(default_factory=dict)
    """Where a gate wants a second, other person."""


def read_answers(file: Path) -> AnswersFile:
    """Read a file of answers; raises AnswersUnusable with the line of the first fault."""
    try:
        document = parse(read_text(file))
    except YamlRefused as refused:
        raise AnswersUnusable(file=str(file), found=refused.problem, at=f"line {refused.line}") from refused
    try:
        return AnswersFile.model_validate(_tuples(document.data))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = tuple(first["loc"])
        line = document.line_of(path)
        at = f"line {line}: {'.'.join(map(str, path))}"
        raise AnswersUnusable(file=str(file), found=first["msg"], at=at) from error


def demand_possible(answers: AnswersFile, plan: Plan, file: Path) -> None:
    """Raise AnswersUnusable for the first value that cannot be the answer to its open input."""
    texts = {one.id: one.text for one in plan.open_inputs}
    for question, value in answers.answers.items():
        if isinstance(value, str) and question in texts and not is_possible(texts[question], value):
            found = load_catalogue().text(f"input.{texts[question]}", "unfit")
            raise AnswersUnusable(file=str(file), found=found, at=f"answers.{question}")


def _tuples(value: object) -> object:
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


class FilePerson:
    """Answers what the file answers, and nothing else."""

    def __init__(self, answers: AnswersFile) -> None:
        self._answers = answers

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Return what the file says to these questions; None: nothing."""
        del step
        said = {
            question: self._answers.answers[question] for question in questions if question in self._answers.answers
        }
        return Given(self._answers.person, said) if said else None

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Return the file's word at this gate, the second person's where the first one's is there already."""
        del view
        said: Mapping[StepId, GateAnswer] = self._answers.second if approved_by else self._answers.gates
        found = said.get(step.id)
        if found is None:
            return None
        return Verdict(found.person, found.approved, found.host_name, found.reason)


class FirstOf:
    """Asks several persons in turn; the first who says anything has answered."""

    def __init__(self, *persons: Person) -> None:
        self._persons = persons

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Return the first answer."""
        answers = (person.answer(step, questions) for person in self._persons)
        return next((given for given in answers if given is not None), None)

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Return the first word."""
        verdicts = (person.approve(step, view, approved_by) for person in self._persons)
        return next((verdict for verdict in verdicts if verdict is not None), None)


class Nobody:
    """Nobody is there to answer."""

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Return nothing."""
        del step, questions
        return None

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Return nothing."""
        del step, view, approved_by
        return None
