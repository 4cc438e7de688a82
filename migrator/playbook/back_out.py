"""From a plan and its journal to the plan of the way back; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from pydantic import JsonValue

from migrator.domain.canonical import sha256_of
from migrator.domain.concern import Concern, Severity
from migrator.domain.plan import (
    Forecast,
    ParameterValue,
    Plan,
    PlanPhase,
    PlanStep,
    Readiness,
    ScriptUse,
    StepHost,
    StepId,
    StepKind,
)
from migrator.errors import BackOutTooLate, PlaybookUnusable
from migrator.playbook.model import Playbook, ScriptTemplate, StepTemplate

BACK_OUT: Final = "back-out"
PREFIX: Final = "undo/"
"""Ids of steps of the way back are this with the id of the step that they undo."""
_RUNS: Final = "vm-running"
_RETURN: Final = "put-old-disks-back"
_COPIES: Final = "keep-copies"
_FILES: Final = "bring-files-back"
_ACCESS: Final = "set-file-access"
_ALWAYS: Final = ("see-as-before", "resume-as-before")


class Past(Protocol):
    """What the journal says of steps."""

    def was_tried(self, step: StepId) -> bool:
        """Tell whether a step's change was ever announced."""
        ...


def undone(step: StepId) -> StepId:
    """Return the step that a step of the way back undoes."""
    return step.removeprefix(PREFIX)


def back_out_plan(
    plan: Plan, past: Past, playbook: Playbook, shipped: frozenset[str], own_steps: frozenset[str]
) -> Plan:
    """Return the plan that leads back; raises BackOutTooLate after the first start on the destination host.

    A step that was announced may have happened, so it is undone; its undo asks the host first.
    """
    for step in plan.steps:
        if step.host is StepHost.DESTINATION and _RUNS in step.expects and past.was_tried(step.id):
            raise BackOutTooLate(vm=step.subject.name, host=plan.destination_host, step=step.id)
    tried = [step for step in reversed(plan.steps) if past.was_tried(step.id)]
    wiped = any(step.undo == _RETURN for step in tried)
    undos = [(name, step) for step in tried for name in _undos(step, wiped=wiped)]
    known = {template.id for template in playbook.templates}
    phases = tuple(_phases(playbook, undos, plan, _Way(shipped, own_steps)))
    said: list[JsonValue] = [
        sha256_of(step.model_dump(mode="json", exclude={"readiness"})) for phase in phases for step in phase.steps
    ]
    return plan.model_copy(
        update={
            "playbook": playbook.name,
            "plan_hash": sha256_of({"back_out_of": plan.plan_hash, "steps": said}),
            "phases": phases,
            "gates": (),
            # Their answers say which disk is which; nothing asks for them any more.
            "open_inputs": tuple(one.model_copy(update={"needed_by": ()}) for one in plan.open_inputs),
            "concerns": tuple(_staying(step) for step in reversed(tried) if _stays(step, known, wiped=wiped)),
            "capacity": (),
            "forecast": Forecast(items=(), optimistic_s=0, pessimistic_s=0, window_s=None, fits_window=None),
            "waived": (),
            "unused_waivers": (),
        }
    )


def _undos(step: PlanStep, *, wiped: bool) -> Iterator[str]:
    """Yield what is to be done about a step that was tried."""
    if step.undo is None or (wiped and step.host is StepHost.DESTINATION):
        return  # the new host is gone when the old disks are back in
    yield step.undo
    if wiped and step.undo == _COPIES:
        yield from (_FILES, _ACCESS)


def _stays(step: PlanStep, known: set[str], *, wiped: bool) -> bool:
    """Tell whether a change remains: nothing brings it back, or this version leaves it."""
    if step.host is StepHost.DESTINATION and wiped:
        return False
    if step.undo is None:
        return not step.reversible and step.kind is StepKind.SCRIPT
    return step.undo not in known and step.undo != _COPIES


def _staying(step: PlanStep) -> Concern:
    return Concern(
        rule="undo.stays",
        severity=Severity.NOTE,
        subject=step.subject,
        found={"step": step.id, "expects": step.expects},
        source="own judgement",
        waivable=True,
    )


@dataclass(frozen=True)
class _Way:
    """What this version can take, for making steps of the way back."""

    shipped: frozenset[str]
    own_steps: frozenset[str]

    def step(self, template: StepTemplate, model: PlanStep, step_id: StepId, needs: tuple[StepId, ...]) -> PlanStep:
        """Return a step about what `model` is about."""
        apply, check = self._script(template.apply, model), self._script(template.check, model)
        return model.model_copy(
            update={
                "id": step_id,
                "text": template.id,
                "host": template.host,
                "kind": template.kind,
                "readiness": self._readiness(template, (apply, check)),
                "apply": apply,
                "check": check,
                "answers": (),
                "needs": needs,
                "undo": None,
                "reversible": True,
                "expects": (),
            }
        )

    def _script(self, template: ScriptTemplate | None, original: PlanStep) -> ScriptUse | None:
        if template is None:
            return None
        parameters = {name: _value(value, original) for name, value in template.parameters.items()}
        return ScriptUse(script=template.script, parameters=parameters, shipped=template.script in self.shipped)

    def _readiness(self, template: StepTemplate, scripts: tuple[ScriptUse | None, ...]) -> Readiness:
        if template.kind is StepKind.MANUAL:
            return Readiness.BY_PERSON
        whole = all(use is None or use.shipped for use in scripts)
        return Readiness.RUNNABLE if whole and template.id in self.own_steps else Readiness.NOT_YET_RUNNABLE


def _phases(playbook: Playbook, undos: list[tuple[str, PlanStep]], plan: Plan, way: _Way) -> Iterator[PlanPhase]:
    needs: tuple[StepId, ...] = ()
    whole = plan.steps[0]
    for phase in playbook.phases:
        templates = {template.id: template for template in phase.steps}
        about = [(templates[name], original, _id(name, original)) for name, original in undos if name in templates]
        about += [(templates[name], whole, f"{PREFIX}{name}") for name in _ALWAYS if name in templates]
        steps = []
        for template, model, step_id in about:
            # One after the other: what was done last stands in the way of what was done before.
            step = way.step(template, model, step_id, needs).model_copy(update={"phase": phase.id})
            needs = (step.id,)
            steps.append(step)
        if steps:
            yield PlanPhase(id=phase.id, expects=(), steps=tuple(steps))


def _id(name: str, original: PlanStep) -> StepId:
    # Several undos of one step need several ids.
    return f"{PREFIX}{name}/{original.id}" if name in {_FILES, _ACCESS} else f"{PREFIX}{original.id}"


def _value(said: ParameterValue, original: PlanStep) -> ParameterValue:
    if not (isinstance(said, str) and said.startswith("$step.")):
        return said
    given = original.apply.parameters if original.apply is not None else {}
    name = said.removeprefix("$step.")
    if name not in given:
        raise PlaybookUnusable(file=f"{BACK_OUT}.yaml", found=said, at=original.id)
    return given[name]
