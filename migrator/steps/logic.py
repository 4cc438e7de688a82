"""The shape of a step's logic; a table of these is what this version of the program can take."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from migrator.domain.plan import StepId
from migrator.journal.words import Truth
from migrator.steps.driver import CheckAnswer, GateView, Original
from migrator.steps.situation import Situation

UNKNOWN: Final = CheckAnswer(truth=Truth.UNKNOWN)
"""No host can show it: the journal's word counts."""


def truth(holds: bool, /, **found: object) -> CheckAnswer:
    """Return true or false with what it rests on; `found` must be the same for the same state of the host."""
    return CheckAnswer.model_validate({"truth": Truth.TRUE if holds else Truth.FALSE, "found": found})


def cannot_be_seen(_: Situation) -> CheckAnswer:
    """Say that no host can show whether the step is true."""
    return UNKNOWN


def run_script(at: Situation) -> None:
    """Run the plan's script with the plan's values, for its effect."""
    if at.step.apply is not None:
        at.run(at.step.apply.script, at.parameters())


def nothing_before(_: Situation) -> tuple[Original, ...]:
    """Say that there is no value to be put back."""
    return ()


def no_suggestion(_: Situation, __: StepId) -> tuple["Suggestion", ...]:
    """Say that a question has no likely answers."""
    return ()


@dataclass(frozen=True)
class Suggestion:
    """A likely answer to an open input, read from the host at this moment."""

    value: str
    shown: str
    """What a person sees: data of the host, no sentence (`E: DISK-A, 4.0 TB, WD My Passport`)."""


@dataclass(frozen=True)
class StepLogic:
    """What is done for one step template; each function may raise a MigratorError, `apply` OutcomeUnknown."""

    check: Callable[[Situation], CheckAnswer] = cannot_be_seen
    """Whether it is already true; a manual step's probe."""
    apply: Callable[[Situation], None] = run_script
    prepare: Callable[[Situation], tuple[Original, ...]] = nothing_before
    suggest: Callable[[Situation, StepId], tuple[Suggestion, ...]] = no_suggestion
    look: Callable[[Situation], GateView] | None = None
    """For gates."""
