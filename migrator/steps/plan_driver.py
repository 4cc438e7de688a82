"""Does what the steps of a plan say, by the table of what this version of the program can take."""

from collections.abc import Callable, Mapping

from migrator.domain.plan import PlanStep, StepKind
from migrator.hyperv.scripts import load_script
from migrator.steps.driver import Answers, CheckAnswer, GateView, Prepared
from migrator.steps.logic import StepLogic, Suggestion
from migrator.steps.situation import Migration, Situation

_BY_HAND = StepLogic()
"""A manual step without a probe: the person's word counts."""


class PlanDriver:
    """A StepDriver over step logics by template id."""

    def __init__(self, migration: Migration, logics: Mapping[str, StepLogic]) -> None:
        self._migration = migration
        self._logics = logics

    def can_take(self, step: PlanStep) -> bool:
        """Tell whether this version of the program has what the step needs."""
        if step.kind is StepKind.MANUAL:
            return True
        logic = self._logics.get(step.text)
        return logic is not None and (step.kind is not StepKind.GATE or logic.look is not None)

    def check(self, step: PlanStep, answers: Answers) -> CheckAnswer:
        """Ask the host whether the step is already true; changes nothing."""
        return self._logic(step).check(self._situation(step, answers))

    def prepare(self, step: PlanStep, answers: Answers) -> Prepared:
        """Read what will be changed; changes nothing."""
        digest = None if step.apply is None else load_script(step.apply.script).sha256
        return Prepared(script_sha256=digest, originals=self._logic(step).prepare(self._situation(step, answers)))

    def apply(self, step: PlanStep, answers: Answers) -> None:
        """Make the change once, or begin it."""
        self._logic(step).apply(self._situation(step, answers))

    def look(self, step: PlanStep, answers: Answers) -> GateView:
        """Look at everything that a gate wants to know, now."""
        return _look_of(self._logic(step))(self._situation(step, answers))

    def suggest(self, step: PlanStep, question: str, answers: Answers) -> tuple[Suggestion, ...]:
        """Return likely answers to an open input, read from the host now."""
        return self._logic(step).suggest(self._situation(step, answers), question)

    def _logic(self, step: PlanStep) -> StepLogic:
        return self._logics.get(step.text, _BY_HAND)

    def _situation(self, step: PlanStep, answers: Answers) -> Situation:
        return Situation(self._migration, step, answers)


def _look_of(logic: StepLogic) -> Callable[[Situation], GateView]:
    if logic.look is None:
        msg = "a gate without a look was taken"  # can_take said no
        raise AssertionError(msg)
    return logic.look
