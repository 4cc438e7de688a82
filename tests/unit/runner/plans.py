"""Plans for tests: steps out of a few words, in an otherwise ordinary plan."""

from functools import cache

from migrator.domain.concern import Concern, Subject, SubjectKind
from migrator.domain.plan import (
    OpenInput,
    Plan,
    PlanGate,
    PlanPhase,
    PlanStep,
    Readiness,
    ScriptUse,
    StepHost,
    StepKind,
)
from tests.unit.domain.golden import golden_plan

_SUBJECT = Subject(kind=SubjectKind.VM, id="vm-1", name="app")


def step(
    name: str,
    *needs: str,
    kind: StepKind = StepKind.SCRIPT,
    answers: tuple[str, ...] = (),
    apply: ScriptUse | None = None,
) -> PlanStep:
    """Return a step; a script without its own `apply` has one that takes nothing."""
    person = kind in {StepKind.MANUAL, StepKind.GATE}
    script = ScriptUse(script="Set-Thing", parameters={}, shipped=True) if kind is StepKind.SCRIPT else None
    return PlanStep(
        id=name,
        phase="work",
        text="work",
        words={},
        subject=_SUBJECT,
        host=StepHost.PERSON if person else StepHost.SOURCE,
        kind=kind,
        readiness=Readiness.BY_PERSON if kind is StepKind.MANUAL else Readiness.RUNNABLE,
        apply=apply or script,
        check=None,
        answers=answers,
        needs=needs,
        undo=None,
        reversible=True,
        expects=(),
    )


def plan(*steps: PlanStep, approvals: int = 1, concerns: tuple[Concern, ...] = ()) -> Plan:
    """Return a plan of these steps; each blocker closes each gate."""
    asked = dict.fromkeys(name for one in steps for name in one.answers)
    return _ordinary().model_copy(
        update={
            "phases": (PlanPhase(id="work", expects=(), steps=steps),),
            "open_inputs": tuple(OpenInput(id=name, text="thing", words={}, needed_by=()) for name in asked),
            "gates": tuple(
                PlanGate(
                    step=one.id,
                    approvals=approvals,
                    closed_by=tuple(f"{found.rule} {found.subject.id}" for found in concerns),
                )
                for one in steps
                if one.kind is StepKind.GATE
            ),
            "concerns": concerns,
        }
    )


@cache
def _ordinary() -> Plan:
    return golden_plan()
