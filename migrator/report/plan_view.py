"""The plan in words: one view model for the terminal and the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from migrator.domain.concern import Severity
from migrator.domain.homes import homes_of
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Capacity, ForecastItem, OpenValue, Plan, PlanStep, Readiness, ScriptUse
from migrator.report.amounts import duration_text, size_text
from migrator.report.catalogue import Catalogue
from migrator.report.concern_view import ConcernView, concern_views
from migrator.report.host_words import HostWords, host_words
from migrator.report.printable import printable


@dataclass(frozen=True)
class StepView:
    """One step."""

    number: str
    id: str
    title: str
    what: str
    how_to_know: str
    place: str
    """Where it takes place, or who takes it."""
    kind: str
    readiness: str
    script: str
    needs: tuple[str, ...]
    """Numbers of the steps that come first."""
    undo: str
    expects: tuple[str, ...]


@dataclass(frozen=True)
class PhaseView:
    """One phase with its steps and how long it takes."""

    number: int
    title: str
    duration: str
    """From, to; with a word about people whose time is not in it."""
    share: float
    """Of the whole pessimistic time, 0 to 100."""
    steps: tuple[StepView, ...]
    runnable_count: int
    person_count: int
    later_count: int


@dataclass(frozen=True)
class CapacityView:
    """Room on one disk or volume."""

    place: str
    needed: str
    grown: str
    available: str
    fit: str
    percent: float | None


@dataclass(frozen=True)
class MachineView:
    """One virtual machine as the inventory has it."""

    name: str
    id: str
    state: str
    version: str
    generation: int
    homes: tuple[str, ...]
    file_size: str
    disk_count: int
    switches: tuple[str, ...]


@dataclass(frozen=True)
class PlanView:
    """Everything a reader of the plan wants, in words."""

    plan: Plan
    source: str
    """The old host, told apart from a new one of the same name."""
    destination: str
    phases: tuple[PhaseView, ...]
    concerns: tuple[ConcernView, ...]
    waived: tuple[tuple[ConcernView, str, str], ...]
    """Concern, person, reason."""
    capacity: tuple[CapacityView, ...]
    machines: tuple[MachineView, ...]
    open_inputs: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Id, question, numbers of the steps that wait for it."""
    gates: tuple[tuple[StepView, int, tuple[str, ...]], ...]
    """Step, approvals, what closes it."""
    optimistic: str
    pessimistic: str
    not_reckoned: str
    """In which phases people's time is not in the forecast; empty where there is none."""
    window: str
    counts: Mapping[str, int]
    total_size: str


def plan_view(plan: Plan, inventory: Inventory, catalogue: Catalogue) -> PlanView:
    """Return the plan in words; `inventory` is the one the plan was made from."""
    numbers = {
        step.id: f"{phase_number}.{number}"
        for phase_number, phase in enumerate(plan.phases, 1)
        for number, step in enumerate(phase.steps, 1)
    }
    hosts = host_words(plan)
    steps = {step.id: _step(step, numbers, hosts, catalogue) for step in plan.steps}
    concerns = concern_views(plan.concerns, catalogue)
    return PlanView(
        plan=plan,
        source=hosts.source,
        destination=hosts.destination,
        phases=_phases(plan, steps, catalogue),
        concerns=concerns,
        waived=tuple(
            (concern_views([one.concern], catalogue)[0], printable(one.waiver.person), printable(one.waiver.reason))
            for one in plan.waived
        ),
        capacity=tuple(_capacity(one, catalogue) for one in plan.capacity),
        machines=_machines(inventory),
        open_inputs=tuple(
            (
                one.id,
                catalogue.text(f"input.{one.text}", "text", one.words),
                tuple(numbers[step] for step in one.needed_by),
            )
            for one in plan.open_inputs
        ),
        gates=tuple((steps[gate.step], gate.approvals, tuple(map(printable, gate.closed_by))) for gate in plan.gates),
        optimistic=duration_text(plan.forecast.optimistic_s),
        pessimistic=duration_text(plan.forecast.pessimistic_s),
        not_reckoned=_not_reckoned(plan),
        window=_window(plan),
        counts={severity.value: sum(one.severity is severity for one in plan.concerns) for severity in Severity},
        total_size=size_text(
            max((one.needed_bytes for one in plan.capacity if one.place.startswith("disk/")), default=0)
        ),
    )


def _step(step: PlanStep, numbers: Mapping[str, str], hosts: HostWords, catalogue: Catalogue) -> StepView:
    entry = f"step.{step.text}"
    words = hosts.into(step.words)
    return StepView(
        number=numbers[step.id],
        id=step.id,
        title=catalogue.text(entry, "title", words),
        what=catalogue.text(entry, "what", words),
        how_to_know=catalogue.text(entry, "how_to_know", words),
        place=catalogue.text(f"place.{step.host.value}", "text"),
        kind=step.kind.value,
        readiness=step.readiness.value,
        script=_script(step.apply) if step.apply else "",
        needs=tuple(numbers[need] for need in step.needs),
        undo=catalogue.text(f"undo.{step.undo}", "text", words) if step.undo else "",
        expects=tuple(catalogue.text(f"difference.{one}", "text", words) for one in step.expects),
    )


def _script(use: ScriptUse) -> str:
    values = (
        f"-{name} {'<' + value.open_input + '>' if isinstance(value, OpenValue) else _quoted(value)}"
        for name, value in use.parameters.items()
    )
    return " ".join((use.script, *values))


def _quoted(value: str | int | bool | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return ",".join(_quoted(item) for item in value)
    if isinstance(value, bool):
        return f"${str(value).lower()}"
    if isinstance(value, int):
        return str(value)
    return "'" + printable(value).replace("'", "''") + "'"


def _phases(plan: Plan, steps: Mapping[str, StepView], catalogue: Catalogue) -> tuple[PhaseView, ...]:
    forecast = {item.phase: item for item in plan.forecast.items}
    whole = max(plan.forecast.pessimistic_s, 1)
    views = []
    for number, phase in enumerate(plan.phases, 1):
        item = forecast.get(phase.id)
        readiness = [step.readiness for step in phase.steps]
        views.append(
            PhaseView(
                number=number,
                title=catalogue.text(f"phase.{phase.id}", "title"),
                duration=_duration(item) if item else "",
                share=100 * item.pessimistic_s / whole if item else 0.0,
                steps=tuple(steps[step.id] for step in phase.steps),
                runnable_count=readiness.count(Readiness.RUNNABLE),
                person_count=readiness.count(Readiness.BY_PERSON),
                later_count=readiness.count(Readiness.NOT_YET_RUNNABLE),
            )
        )
    return tuple(views)


def _duration(item: ForecastItem) -> str:
    if not item.pessimistic_s:
        return "as long as people need" if item.people_steps else ""
    reckoned = f"{duration_text(item.optimistic_s)} to {duration_text(item.pessimistic_s)}"
    return f"{reckoned} + people" if item.people_steps else reckoned


def _not_reckoned(plan: Plan) -> str:
    waiting = {item.phase for item in plan.forecast.items if item.people_steps}
    numbers = [str(number) for number, phase in enumerate(plan.phases, 1) if phase.id in waiting]
    if not numbers:
        return ""
    return f"the time that people need in phase{'' if len(numbers) == 1 else 's'} {_listed(numbers)}"


def _listed(words: list[str]) -> str:
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), words[-1]])


def _capacity(capacity: Capacity, catalogue: Catalogue) -> CapacityView:
    available = capacity.available_bytes
    return CapacityView(
        place=_place(capacity.place),
        needed=size_text(capacity.needed_bytes),
        grown=size_text(capacity.needed_grown_bytes),
        available=size_text(available),
        fit=catalogue.text(f"fit.{capacity.fit.value}", "text"),
        percent=min(100.0, 100 * capacity.needed_bytes / available) if available else None,
    )


def _place(place: str) -> str:
    kind, _, name = place.partition("/")
    return f"External disk {name.upper()}" if kind == "disk" else f"Volume {name.upper()}: of the new host"


def _window(plan: Plan) -> str:
    if plan.forecast.window_s is None:
        return "no change window is declared"
    fits = "fits into" if plan.forecast.fits_window else "does not fit into"
    return f"{fits} the change window of {duration_text(plan.forecast.window_s)}"


def _machines(inventory: Inventory) -> tuple[MachineView, ...]:
    homes = homes_of(inventory)
    sizes = {disk.path: disk.file_bytes or 0 for disk in inventory.virtual_hard_disks}
    return tuple(
        MachineView(
            name=printable(vm.name),
            id=str(vm.id),
            state=vm.state.value,
            version=vm.version,
            generation=vm.generation,
            homes=tuple(printable(str(home.folder)) for home in homes if home.vm_id == vm.id),
            file_size=size_text(
                sum(sizes.get(drive.path, 0) for drive in vm.hard_disk_drives if drive.path is not None)
            ),
            disk_count=len(vm.hard_disk_drives),
            switches=tuple(printable(one.switch_name or "-") for one in vm.network_adapters),
        )
        for vm in inventory.virtual_machines
    )
