"""What hosts suggested as answers in the last run: for its last words, and for `migrator status`, which asks no host."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from migrator.domain.plan import PlanStep, StepId
from migrator.errors import Cancelled, MigratorError
from migrator.steps.driver import GateView, Given, Verdict
from migrator.steps.logic import Suggestion

SUGGESTED: Final = "suggested.json"

Suggest = Callable[[PlanStep, StepId], tuple[Suggestion, ...]]


@dataclass
class Suggested:
    """Remembers what was suggested, by question."""

    suggest: Suggest
    known: dict[StepId, tuple[Suggestion, ...]] = field(default_factory=dict)

    def __call__(self, step: PlanStep, question: StepId) -> tuple[Suggestion, ...]:
        """Ask the host, and remember what it says."""
        self.known[question] = self.suggest(step, question)
        return self.known[question]


class NobodyHere:
    """Nobody is there to answer; what the host would suggest is looked up for whoever reads the last words."""

    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Return nothing."""
        for question in questions:
            if question != step.id:
                self._look(step, question)
        return None

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Return nothing."""
        del step, view, approved_by
        return None

    def _look(self, step: PlanStep, question: StepId) -> None:
        try:
            self._suggest(step, question)
        except Cancelled:
            raise
        except MigratorError:
            return  # the question stands without it; a step that needs the host tells what is wrong with it


def write_suggested(path: Path, known: Mapping[StepId, tuple[Suggestion, ...]]) -> None:
    """Leave them beside the journal; for readers only, so a disk that takes no file stops nothing."""
    said = {question: [asdict(one) for one in suggestions] for question, suggestions in known.items()}
    new = path.with_suffix(".new")
    try:
        new.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
        new.replace(path)
    except OSError:
        return


def read_suggested(path: Path) -> dict[StepId, tuple[Suggestion, ...]]:
    """Return what the last run left; empty where there is nothing to be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return {question: tuple(Suggestion(**one) for one in suggestions) for question, suggestions in said.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
