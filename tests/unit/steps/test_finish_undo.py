"""At the end every change that was made only for the move is accounted for."""

import pytest

from migrator.domain.concern import Subject, SubjectKind
from migrator.domain.plan import PlanStep, Readiness, StepHost, StepId, StepKind
from migrator.steps.finish_undo import Became, became
from tests.unit.steps.pasts import Confirmed


def _step(text: str, *, undo: str | None = None, vm: str = "a") -> PlanStep:
    return PlanStep(
        id=f"{text}/vm/{vm}",
        phase="one",
        text=text,
        words={},
        subject=Subject(kind=SubjectKind.VM, id=vm, name=vm),
        host=StepHost.SOURCE,
        kind=StepKind.PROGRAM,
        readiness=Readiness.RUNNABLE,
        apply=None,
        check=None,
        answers=(),
        needs=(),
        undo=undo,
        reversible=True,
        expects=(),
    )


HELD = _step("hold-start", undo="restore-start-action")
STEPS = (HELD, _step("let-start"), _step("let-start", vm="b"))


@pytest.mark.parametrize(
    ("step", "confirmed", "expected"),
    [
        (HELD, ("let-start/vm/a",), Became.PUT_BACK),
        (HELD, (), Became.LEFT),
        (HELD, ("let-start/vm/b",), Became.LEFT),
        (_step("pin-address", undo="release-address"), (), Became.MEANT),
        (_step("eject-iso", undo="insert-iso"), ("let-start/vm/a",), Became.LEFT),
    ],
)
def test_each_change_is_put_back_meant_or_left_to_a_person(
    step: PlanStep, confirmed: tuple[StepId, ...], expected: Became
) -> None:
    """A start action counts as restored only when it was restored for that very virtual machine."""
    assert became(step, STEPS, Confirmed(*confirmed)) is expected
