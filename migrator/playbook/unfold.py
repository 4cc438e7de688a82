"""From a playbook, an inventory and a config to a plan, without any host."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from pydantic import JsonValue

from migrator.domain.canonical import plain, sha256_of
from migrator.domain.capacity import disk_needs, vm_bytes, volume_needs
from migrator.domain.check import check
from migrator.domain.config import Config
from migrator.domain.forecast import Work, forecast, rates_by_name
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import inventory_sha256
from migrator.domain.plan import OpenInput, OpenValue, Plan, PlanGate, PlanPhase, PlanStep, StepHost, StepKind
from migrator.domain.projection import source_sha256
from migrator.domain.waivers import Judgement, judge
from migrator.playbook.model import Effort, ForEach, PhaseTemplate, Playbook
from migrator.playbook.steps import Unfolded, thing_id, unfold_steps, wanted
from migrator.playbook.things import Thing, things_of


def unfold(
    playbook: Playbook,
    inventory: Inventory,
    config: Config,
    shipped_scripts: frozenset[str],
    *,
    made_by: str,
    own_steps: frozenset[str] = frozenset(),
) -> Plan:
    """Return the plan. The order of the inventory's lists changes nothing but the inventory's own digest.

    `own_steps` are the templates without a script that this version of the program can take.
    """
    things = things_of(inventory, config)
    unfolded = unfold_steps(playbook, things, shipped_scripts, own_steps, _places(inventory, config))
    judgement = judge(check(inventory, config), config.waivers)
    phases = tuple(_phase(template, unfolded) for template in playbook.phases)
    source = source_sha256(inventory)
    sizes = vm_bytes(inventory, config)
    return Plan(
        migration=config.name,
        made_by=made_by,
        playbook=playbook.name,
        playbook_sha256=sha256_of(plain(playbook)),
        inventory_sha256=inventory_sha256(inventory),
        inventory_taken_at=inventory.taken_at,
        source_sha256=source,
        plan_hash=_plan_hash(source, phases, config),
        source_host=inventory.host.name,
        destination_host=config.destination.host.name,
        phases=phases,
        open_inputs=_open_inputs(playbook, things, unfolded),
        gates=_gates(playbook, unfolded, config, judgement),
        capacity=() if config.stays_on_its_host else (*disk_needs(inventory, config), *volume_needs(inventory, config)),
        forecast=forecast((_work(phase, unfolded, sizes, config) for phase in playbook.phases), config),
        concerns=judgement.standing,
        waived=judgement.waived,
        unused_waivers=judgement.unused,
        left_out=config.left_out,
    )


def _places(inventory: Inventory, config: Config) -> dict[str, str]:
    return {"source": inventory.host.name, "destination": config.destination.host.name}


def _phase(template: PhaseTemplate, unfolded: Mapping[str, tuple[Unfolded, ...]]) -> PlanPhase:
    steps = tuple(entry.step for step in template.steps for entry in unfolded[step.id])
    expects = sorted({difference for step in steps for difference in step.expects})
    return PlanPhase(id=template.id, expects=tuple(expects), steps=steps)


def _plan_hash(source: str, phases: tuple[PlanPhase, ...], config: Config) -> str:
    # Whether a script is shipped says something about this program, not about the plan.
    steps: list[JsonValue] = [_said(step) for phase in phases for step in phase.steps]
    left_out: list[JsonValue] = [*sorted(entry.vm for entry in config.left_out)]
    return sha256_of(
        {
            "source": source,
            "destination": plain(config.destination.host),
            "left_out": left_out,
            "approvals": config.approvals,
            "steps": steps,
        }
    )


def _said(step: PlanStep) -> str:
    said = step.model_dump(mode="json", exclude={"readiness": True, "apply": {"shipped"}, "check": {"shipped"}})
    return sha256_of(said)


def _open_inputs(
    playbook: Playbook,
    things: Mapping[ForEach | None, tuple[Thing, ...]],
    unfolded: Mapping[str, tuple[Unfolded, ...]],
) -> tuple[OpenInput, ...]:
    users: dict[str, dict[str, None]] = {}
    for template in playbook.templates:
        for entry in unfolded[template.id]:
            for name in _used_by(entry.step):
                users.setdefault(name, {})[entry.step.id] = None
    inputs: list[OpenInput] = []
    for asked in playbook.inputs:
        for thing in wanted(asked.for_each, asked.where, things):
            name = thing_id(asked.id, thing)
            if name in users:
                inputs.append(OpenInput(id=name, text=asked.id, words=thing.words, needed_by=tuple(users[name])))
    return tuple(inputs)


def _used_by(step: PlanStep) -> Iterator[str]:
    yield from step.answers
    for script in (step.apply, step.check):
        if script is not None:
            yield from (value.open_input for value in script.parameters.values() if isinstance(value, OpenValue))


def _gates(
    playbook: Playbook, unfolded: Mapping[str, tuple[Unfolded, ...]], config: Config, judgement: Judgement
) -> tuple[PlanGate, ...]:
    gates: list[PlanGate] = []
    resolved: set[tuple[str, str]] = set()
    for template in playbook.templates:
        for entry in unfolded[template.id]:
            resolved.update((rule, entry.step.subject.id) for rule in template.resolves)
            if template.kind is StepKind.GATE:
                standing = (one for one in judgement.blockers if (one.rule, one.subject.id) not in resolved)
                closed_by = tuple(f"{one.rule} {one.subject.id}" for one in standing)
                gates.append(PlanGate(step=entry.step.id, approvals=config.approvals, closed_by=closed_by))
    return tuple(gates)


def _work(
    phase: PhaseTemplate, unfolded: Mapping[str, tuple[Unfolded, ...]], sizes: Mapping[UUID, int], config: Config
) -> Work:
    rates = rates_by_name(config)
    entries = [(template.effort, entry.thing) for template in phase.steps for entry in unfolded[template.id]]
    declared = any(effort is Effort.PEOPLE for effort, _ in entries)
    of_people = sum(template.host is StepHost.PERSON for template in phase.steps for _ in unfolded[template.id])
    return Work(
        phase=phase.id,
        moved=tuple(
            (sizes[thing.vm_id] if thing.vm_id else sum(sizes.values()), rates[effort.value])
            for effort, thing in entries
            if effort is not None and effort is not Effort.PEOPLE
        ),
        minutes=(config.rates.rebuild_optimistic_minutes, config.rates.rebuild_pessimistic_minutes)
        if declared
        else (0, 0),
        step_count=len(entries) - of_people,
        # One declared time stands for all that people do in its phase.
        people_count=0 if declared else of_people,
    )
