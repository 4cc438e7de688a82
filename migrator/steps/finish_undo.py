"""The list of what was changed on the old host only for the move: what became of each change."""

from enum import StrEnum
from typing import Final

from migrator.domain.concern import Concern, Severity
from migrator.domain.plan import PlanStep, StepHost
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Past, Situation


class Became(StrEnum):
    """What a change came to."""

    PUT_BACK = "put-back"
    """Another step set the old value on the new host."""
    MEANT = "meant"
    """It is part of the result."""
    LEFT = "left"
    """A person decides about it."""


_PUT_BACK_BY: Final = {
    "restore-start-action": ("let-start",),
    "start-again": ("start-vm", "start-domain-controller"),
}
_MEANT: Final = frozenset({"release-address", "move-files-back", "keep-copies", "remove-marker", "remove-planned-vm"})
"""An address that was pinned came along as it was; the copies and their disks are kept on purpose."""


def became(step: PlanStep, steps: tuple[PlanStep, ...], past: Past) -> Became:
    """Tell what a change with an undo came to, by the steps about the same thing that are true."""
    if step.undo in _MEANT:
        return Became.MEANT
    wanted = _PUT_BACK_BY.get(step.undo or "", ())
    done = any(one.text in wanted and one.subject == step.subject and past.is_confirmed(one.id) for one in steps)
    return Became.PUT_BACK if done else Became.LEFT


def finished(at: Situation) -> CheckAnswer:
    """Go through every change on the source host that was made; what is left is named, and closes nothing."""
    plan, past = at.migration.plan, at.migration.past
    changes = [
        step
        for step in plan.steps
        if step.host is StepHost.SOURCE and step.undo is not None and past.was_tried(step.id)
    ]
    told = {step.id: became(step, plan.steps, past) for step in changes}
    left = tuple(
        Concern(
            rule="undo.left",
            severity=Severity.NOTE,
            subject=step.subject,
            found={"step": step.id},
            source="own judgement",
            waivable=True,
        )
        for step in changes
        if told[step.id] is Became.LEFT
    )
    return truth(True, changes=[{"step": name, "became": how.value} for name, how in told.items()]).model_copy(
        update={"concerns": left}
    )


FINISH_UNDO: Final = StepLogic(check=finished)
