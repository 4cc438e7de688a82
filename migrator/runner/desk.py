"""What taking a step works with: the plan, its driver, the person, and the one way in which something is recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from migrator.domain.plan import OpenValue, Plan, PlanStep, StepId
from migrator.journal.entries import Answer, Entry, StepChecked
from migrator.journal.journal import Journal
from migrator.journal.words import AnswerValue, Moment
from migrator.runner.history import History
from migrator.steps.driver import CheckAnswer, Given, Person, StepDriver


@dataclass
class Desk:
    """The runner's collaborators; `history` is always as long as the journal."""

    plan: Plan
    driver: StepDriver
    person: Person
    journal: Journal
    history: History
    clock: Callable[[], datetime]
    built_on: frozenset[StepId] = field(default_factory=frozenset)

    def record(self, entry: Entry) -> None:
        """Write an entry, synced, and know it from here on."""
        self.journal.append(entry, self.clock())
        self.history.take(entry)

    def checked(self, step: PlanStep, moment: Moment, answer: CheckAnswer) -> None:
        """Record a check's answer unless it says what the last one said."""
        if self.history.steps[step.id].checked != (moment, answer.truth):
            self.record(StepChecked(step=step.id, moment=moment, truth=answer.truth, found=answer.found))

    def answered(self, step: PlanStep, given: Given, questions: tuple[StepId, ...]) -> None:
        """Record a person's answers to what was asked, and to nothing else."""
        for question in questions:
            if question in given.values:
                value = given.values[question]
                self.record(
                    Answer(question=question, step=step.id, value=value, person=given.person, done_at=given.done_at)
                )

    def open_questions(self, step: PlanStep) -> tuple[StepId, ...]:
        """Return the open inputs that a step asks for or uses and that nobody has answered yet."""
        used: dict[StepId, None] = dict.fromkeys(step.answers)
        for script in (step.apply, step.check):
            if script is not None:
                values = script.parameters.values()
                used.update(dict.fromkeys(value.open_input for value in values if isinstance(value, OpenValue)))
        return tuple(name for name in used if name not in self.history.answers)

    def parameters(self, step: PlanStep) -> dict[str, AnswerValue]:
        """Return the change's parameters with open inputs filled; all of them are answered."""
        said = step.apply.parameters if step.apply is not None else {}
        return {
            name: self.history.answers[value.open_input] if isinstance(value, OpenValue) else value
            for name, value in said.items()
        }
