"""What taking a step works with: the plan, its driver, the person, and the one way in which something is recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from migrator.domain.canonical import canonical_json, plain
from migrator.domain.concern import Concern, Severity
from migrator.domain.decisions import Waiver
from migrator.domain.plan import OpenValue, Plan, PlanStep, StepId
from migrator.domain.waivers import judge
from migrator.journal.entries import Answer, Entry, StepChecked
from migrator.journal.journal import Journal
from migrator.journal.words import AnswerValue, Moment, Truth
from migrator.runner.history import TAKEN_BACK_BY, History
from migrator.runner.hooks import Hooks
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
    hooks: Hooks = field(default_factory=Hooks)
    built_on: frozenset[StepId] = field(default_factory=frozenset)
    taken_back: tuple[StepId, ...] = ()
    """Steps that are to be taken again in this run; once, or two hosts that disagree would keep it going for ever."""

    def record(self, entry: Entry) -> None:
        """Write an entry, synced, and know it from here on."""
        self.journal.append(entry, self.clock())
        self.history.take(entry)

    def checked(self, step: PlanStep, moment: Moment, answer: CheckAnswer) -> None:
        """Record a check's answer unless it says what the last one said; progress alone is nothing new."""
        past = self.history.steps[step.id]
        is_same = past.checked == (moment, answer.truth)
        if not is_same or (answer.truth is not Truth.IN_PROGRESS and past.found != answer.evidence):
            self.record(StepChecked(step=step.id, moment=moment, truth=answer.truth, found=answer.evidence))
        if answer.again and not self.taken_back:
            self.taken_back = answer.again
            # The first one last: broken off in between, the finding is still there to be found.
            for name in reversed(answer.again):
                found: dict[str, JsonValue] = {TAKEN_BACK_BY: step.id}
                self.record(StepChecked(step=name, moment=Moment.BEFORE, truth=Truth.FALSE, found=found))

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Everything that a person has accepted, before the run or in it."""
        planned = (waived.waiver for waived in self.plan.waived)
        return (*planned, *self.plan.unused_waivers, *self.history.waivers)

    def blocked_by(self, answer: CheckAnswer) -> tuple[str, ...]:
        """Return `<rule> <subject id>` of each blocker in an answer that nobody waived."""
        return tuple(f"{one.rule} {one.subject.id}" for one in judge(answer.concerns, self.waivers).blockers)

    def standing_on_the_way(self) -> tuple[Concern, ...]:
        """Return what was found by the steps' checks and no waiver covers; each once, however many steps say it."""
        found = [concern for step in self.plan.steps for concern in self.history.steps[step.id].concerns]
        once = {canonical_json(plain(one)): one for one in found}
        return judge(tuple(once.values()), self.waivers).standing

    def has_warnings(self) -> bool:
        """Tell whether a warning stands that no waiver covers: the plan's, or one found on the way."""
        planned = judge(self.plan.concerns, self.waivers).standing
        return any(one.severity is Severity.WARNING for one in (*planned, *self.standing_on_the_way()))

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
