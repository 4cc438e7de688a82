"""Which blockers of a plan its own steps mend: they keep a gate closed only until those steps are true."""

from collections.abc import Callable
from typing import Final

from migrator.domain.concern import Concern
from migrator.domain.plan import Plan, StepId

_MENDED_BY: Final = {
    "layout.checkpoints-outside-home": "gather-files",
    "layout.configuration-outside-home": "gather-files",
    "layout.disk-outside-home": "gather-files",
    "layout.drive-root": "gather-files",
    "layout.home-not-own": "gather-files",
    "layout.two-homes-on-volume": "gather-files",
    "vm.version-too-old": "raise-version",
    "vm.checkpoint-memory": "merge-checkpoint",
    "vm.saved-state": "drop-saved-state",
}
"""Rule to step template; both are about the same thing. The step's own check sees that it is so."""


def is_mended(concern: Concern, plan: Plan, is_confirmed: Callable[[StepId], bool]) -> bool:
    """Tell whether the plan has steps that mend what was found, and all of them are true."""
    template = _MENDED_BY.get(concern.rule)
    steps = [step.id for step in plan.steps if step.text == template and step.subject.id == concern.subject.id]
    return bool(steps) and all(is_confirmed(step) for step in steps)
