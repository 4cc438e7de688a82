"""From step templates to steps: ids, parameters and needs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from migrator.domain.plan import OpenValue, ParameterValue, PlanStep, Readiness, ScriptUse, StepKind
from migrator.errors import PlaybookUnusable
from migrator.playbook.model import ForEach, Playbook, ScriptTemplate, StepTemplate, Where
from migrator.playbook.things import Thing

Things = Mapping[ForEach | None, tuple[Thing, ...]]


@dataclass(frozen=True)
class Unfolded:
    """A step with the thing that it was unfolded for."""

    step: PlanStep
    thing: Thing


def thing_id(template: str, thing: Thing) -> str:
    """Return `<template>` or `<template>/<kind>/<short id>`."""
    return template if thing.kind is None else f"{template}/{thing.kind.value}/{thing.key}"


def wanted(for_each: ForEach | None, where: tuple[Where, ...], things: Things) -> tuple[Thing, ...]:
    """Return the things of a kind that have all the traits."""
    return tuple(thing for thing in things[for_each] if thing.traits.issuperset(where))


def unfold_steps(
    playbook: Playbook, things: Things, shipped: frozenset[str], own_steps: frozenset[str], places: Mapping[str, str]
) -> Mapping[str, tuple[Unfolded, ...]]:
    """Return the steps by template id, templates and things in their order."""
    inputs = {template.id: template.for_each for template in playbook.inputs}
    templates = {template.id: template for template in playbook.templates}
    positions = {
        (kind, position): thing.key
        for kind, found_things in things.items()
        if kind is not None
        for position, thing in zip(("first", "second"), found_things, strict=False)
    }
    unfolded: dict[str, tuple[Unfolded, ...]] = {}
    found = _Found(unfolded)
    for phase in playbook.phases:
        for template in phase.steps:
            entries = []
            for thing in wanted(template.for_each, template.where, things):
                values = _Values(
                    {**things[None][0].values, **thing.values}, thing, inputs, shipped, template.id, positions
                )
                apply = values.script(template.apply)
                check = values.script(template.check)
                step = PlanStep(
                    id=thing_id(template.id, thing),
                    phase=phase.id,
                    text=template.id,
                    words={**places, **thing.words},
                    subject=thing.subject,
                    host=template.host,
                    kind=template.kind,
                    readiness=_readiness(template, apply, check, own_steps),
                    apply=apply,
                    check=check,
                    answers=tuple(values.open_input(name).open_input for name in template.inputs),
                    needs=_needs(template, thing, found, templates),
                    undo=template.undo,
                    reversible=template.reversible,
                    expects=template.expects,
                )
                entries.append(Unfolded(step, thing))
            unfolded[template.id] = tuple(entries)
    return unfolded


def _readiness(
    template: StepTemplate, apply: ScriptUse | None, check: ScriptUse | None, own_steps: frozenset[str]
) -> Readiness:
    if any(use is not None and not use.shipped for use in (apply, check)):
        return Readiness.NOT_YET_RUNNABLE
    if template.kind is StepKind.MANUAL:
        return Readiness.BY_PERSON
    if template.kind is StepKind.SCRIPT or template.id in own_steps:
        return Readiness.RUNNABLE
    return Readiness.NOT_YET_RUNNABLE


def _needs(
    template: StepTemplate,
    thing: Thing,
    unfolded: "_Found",
    templates: Mapping[str, StepTemplate],
) -> tuple[str, ...]:
    """Return the steps that must be done first."""
    found: dict[str, None] = {}
    for name in template.needs:
        steps = unfolded.belonging(name, thing)
        found.update(dict.fromkeys(steps or _passed_on(templates[name], thing, unfolded, templates)))
    for name in template.needs_all:
        found.update(dict.fromkeys(unfolded.every(name)))
    return tuple(found)


def _passed_on(
    template: StepTemplate,
    thing: Thing,
    unfolded: "_Found",
    templates: Mapping[str, StepTemplate],
) -> tuple[str, ...]:
    """Return what a template that has no step for this thing would have needed for it.

    Only its `needs` pass through: waiting for all is a matter between the steps that are there.
    """
    return _needs(template.model_copy(update={"needs_all": ()}), thing, unfolded, templates)


class _Found:
    """The steps of templates that are unfolded already, found by what they share with a thing."""

    def __init__(self, unfolded: Mapping[str, tuple[Unfolded, ...]]) -> None:
        self._unfolded = unfolded
        # By template and shared kinds: comparing each step to each would take minutes for a thousand machines.
        self._by_keys: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], list[str]]] = {}

    def every(self, template: str) -> list[str]:
        return [entry.step.id for entry in self._unfolded[template]]

    def belonging(self, template: str, thing: Thing) -> list[str]:
        entries = self._unfolded[template]
        shared = tuple(kind for kind in thing.keys if entries and kind in entries[0].thing.keys)
        if (template, shared) not in self._by_keys:
            by_keys = self._by_keys[template, shared] = defaultdict(list)
            for entry in entries:
                by_keys[tuple(entry.thing.keys[kind] for kind in shared)].append(entry.step.id)
        return self._by_keys[template, shared].get(tuple(thing.keys[kind] for kind in shared), [])


@dataclass(frozen=True)
class _Values:
    known: Mapping[str, ParameterValue]
    thing: Thing
    inputs: Mapping[str, ForEach | None]
    shipped: frozenset[str]
    step: str
    positions: Mapping[tuple[ForEach, str], str]
    """Keys of the first two things of a kind."""

    def script(self, template: ScriptTemplate | None) -> ScriptUse | None:
        if template is None:
            return None
        return ScriptUse(
            script=template.script,
            parameters={name: self._value(value) for name, value in template.parameters.items()},
            shipped=template.script in self.shipped,
        )

    def _value(self, said: str | int | bool) -> ParameterValue:
        if not (isinstance(said, str) and said.startswith("$")):
            return said
        name = said[1:]
        if name.startswith("input."):
            return self.open_input(*name.split(".")[1:])
        value = self.known.get(name)
        dangling = isinstance(value, OpenValue) and value.open_input.split("/")[0] not in self.inputs
        if value is None or dangling:
            raise PlaybookUnusable(file="", found=said, at=self.step)
        return value

    def open_input(self, name: str, key: str | None = None) -> OpenValue:
        """Resolve `$input.<id>` for the step's own thing, `$input.<id>.first` or `.<key>` for another one."""
        if name not in self.inputs:
            raise PlaybookUnusable(file="", found=f"$input.{name}", at=self.step)
        kind = self.inputs[name]
        if kind is None:
            return OpenValue(open_input=name)
        own = self.positions.get((kind, key or "")) or key or self.thing.keys.get(kind.value)
        if own is None:
            raise PlaybookUnusable(file="", found=f"$input.{name}", at=self.step)
        return OpenValue(open_input=f"{name}/{kind.value}/{own}")
