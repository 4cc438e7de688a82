"""What the runner asks of the world: a driver for hosts, a person for answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from pydantic import Field, InstanceOf, JsonValue

from migrator.domain.canonical import plain
from migrator.domain.concern import Concern
from migrator.domain.model import Model, UtcTime
from migrator.domain.plan import PlanStep, StepId
from migrator.errors import MigratorError
from migrator.journal.words import AnswerValue, Truth

CONCERNS: Final = "concerns"
"""Under this name stand judgements in what was found or seen."""
Answers = Mapping[StepId, AnswerValue]
"""Values of open inputs, by their id."""


class CheckAnswer(Model):
    """Whether a step is true, and what that rests on."""

    truth: Truth
    found: dict[str, JsonValue] = Field(default_factory=dict)
    concerns: tuple[Concern, ...] = ()
    """What a rule says about it. A blocker that nobody waived stops the step, whatever the truth."""
    may_be_taken_again: bool = False
    """False, it is no sign that the host was changed behind our back: more is wanted than before (another disk)."""
    error: InstanceOf[MigratorError] | None = None
    """What the run says and ends with where the step is still not true after its change; it may be tried again."""
    again: tuple[StepId, ...] = ()
    """Earlier steps, in the plan's order, whose results this finding has made worthless: they are taken again."""

    @property
    def evidence(self) -> dict[str, JsonValue]:
        """What is journalled: `found`, with the concerns under their name where there are any."""
        return {**self.found, CONCERNS: [plain(one) for one in self.concerns]} if self.concerns else self.found


class Original(Model):
    """A value as it was before the change."""

    subject: str
    name: str
    value: JsonValue


class Prepared(Model):
    """What is to be written down before the change."""

    script_sha256: str | None = None
    originals: tuple[Original, ...] = ()


class GateView(Model):
    """What a gate sees now; the same view gives the same data, or approvals for it are void."""

    host_name: str
    """What a person has to type."""
    seen: dict[str, JsonValue]
    closed_by: tuple[str, ...] = ()
    """`<rule> <subject id>` of each blocker."""


class StepDriver(Protocol):
    """Does what steps say. Each method may raise a MigratorError; `apply` OutcomeUnknown when it may have happened."""

    def can_take(self, step: PlanStep) -> bool:
        """Tell whether this version of the program has what the step needs."""
        ...

    def check(self, step: PlanStep, answers: Answers) -> CheckAnswer:
        """Ask the host whether the step is already true; changes nothing."""
        ...

    def prepare(self, step: PlanStep, answers: Answers) -> Prepared:
        """Read what will be changed; changes nothing."""
        ...

    def apply(self, step: PlanStep, answers: Answers) -> None:
        """Make the change once, or begin it."""
        ...

    def look(self, step: PlanStep, answers: Answers) -> GateView:
        """Look at everything that a gate wants to know, now."""
        ...


@dataclass(frozen=True)
class Given:
    """A person's answers."""

    person: str
    values: Answers
    """A question that stays out is not answered."""
    done_at: UtcTime | None = None


@dataclass(frozen=True)
class Verdict:
    """A person's word at a gate."""

    person: str
    approved: bool
    host_name: str
    """As typed."""
    reason: str | None = None


class Person(Protocol):
    """Whoever sits before the screen; None means that nobody answers now."""

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Ask for open inputs, and with the step's own id whether it is done (True) or not (False)."""
        ...

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Ask for an approval of what the gate sees; `approved_by` has the names that are there already."""
        ...
