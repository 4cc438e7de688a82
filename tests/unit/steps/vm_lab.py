"""Steps about one virtual machine of a rehearsal host, taken one by one without a runner."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from pydantic import JsonValue

from gates.contract.case import Case, Change
from gates.contract.vm_ids import vm_id
from migrator.domain.concern import Subject, SubjectKind
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import PlanStep, ScriptUse, StepHost, StepKind
from migrator.hyperv.take_inventory import take_inventory
from migrator.journal.words import Truth
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.world.model import Vm
from migrator.ports.host_session import HostSession
from migrator.ports.secret import Secret
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic
from migrator.steps.situation import Migration, Situation
from tests.unit.domain.builders import NOW, config
from tests.unit.hyperv.sessions import LabSession
from tests.unit.runner.plans import plan, step
from tests.unit.steps.pasts import DisksInPlace

MOST_LOOKS = 20


@dataclass
class Told(DisksInPlace):
    """A journal that holds what a test says."""

    confirmed: set[str] = field(default_factory=set)
    seen: dict[str, dict[str, JsonValue]] = field(default_factory=dict)

    def originals(self, step: str) -> Mapping[tuple[str, str], JsonValue]:
        """Tell of none."""
        del step
        return {}

    def found(self, step: str) -> Mapping[str, JsonValue]:
        """Tell what the test says."""
        return self.seen.get(step, {})

    def was_tried(self, step: str) -> bool:
        """Tell of those that are confirmed."""
        return step in self.confirmed

    def is_confirmed(self, step: str) -> bool:
        """Tell what the test says."""
        return step in self.confirmed

    def secret(self, name: str) -> Secret:
        """Have none."""
        raise KeyError(name)


@dataclass
class VMLab:
    """A rehearsal host, one of its machines, and what the steps about it are told."""

    cmdlets: HostCmdlets
    session: LabSession
    vm: Vm
    inventory: Inventory
    past: Told = field(default_factory=Told)
    settings: dict[str, object] = field(default_factory=dict)
    """Sections of the configuration."""
    other: HostSession | None = None
    """The session with the source, where it is another host."""
    gate: bool = True
    """Whether the plan wipes the old host."""
    script: str = "Get-VMStatus"

    def situation(self, template: str, host: StepHost, **parameters: str | int) -> Situation:
        """Return the step at this moment, alone in its plan."""
        own = step(f"{template}/vm/{str(self.vm.id)[:8]}")
        subject = Subject(kind=SubjectKind.VM, id=str(self.vm.id), name=self.vm.name)
        use = ScriptUse(script=self.script, parameters={"Id": str(self.vm.id), **parameters}, shipped=True)
        own = own.model_copy(update={"text": template, "host": host, "subject": subject, "apply": use})
        steps: tuple[PlanStep, ...] = (own,)
        if self.gate:
            steps = (step("allow-wipe", kind=StepKind.GATE).model_copy(update={"text": "allow-wipe"}), own)
        migration = Migration(
            id=UUID(int=1),
            epoch=1,
            config=config(**self.settings),
            plan=plan(*steps),
            inventory=self.inventory,
            hosts=_Hosts(self),
            past=self.past,
            secrets=self.past,
            now=lambda: NOW,
            made_by="test",
            on_progress=lambda _step, _places: None,
        )
        return Situation(migration, own, {})

    def session_with(self, host: StepHost) -> HostSession:
        """Return the session with a host; there is one host only, unless the test says otherwise."""
        return self.other if host is StepHost.SOURCE and self.other is not None else self.session

    def take(self, logic: StepLogic, at: Situation) -> CheckAnswer:
        """Check, change, and check until nothing is on its way any more."""
        if logic.check(at).truth is Truth.FALSE:
            logic.apply(at)
        answer = logic.check(at)
        looks = 0
        while answer.truth is Truth.IN_PROGRESS and looks < MOST_LOOKS:
            looks += 1
            answer = logic.check(at)
        return answer

    def changes(self) -> list[str]:
        """Return the scripts that ran and change, in order."""
        return [call.script.name for call in self.session.calls if call.script.effect.value == "changes"]


@dataclass
class _Hosts:
    lab: VMLab

    def session(self, host: StepHost) -> HostSession:
        return self.lab.session_with(host)


@contextmanager
def vm_lab(folder: Path, name: str, *changes: Change, world: str = "rich") -> Iterator[VMLab]:
    """Build the host of a contract world and take its inventory; the machine is told by the name of its home."""
    with Case("Get-VMStatus", "steps", world, changes).built(folder) as cmdlets:
        session = LabSession(cmdlets)
        inventory = take_inventory(session, taken_at=NOW)
        session.calls.clear()
        vm = next(vm for vm in cmdlets.context.host.vms if str(vm.id) == vm_id(name))
        yield VMLab(cmdlets, session, vm, inventory)


def with_parameters(at: Situation, script: str, **parameters: str | int) -> Situation:
    """Give the step another script and values."""
    use = ScriptUse(script=script, parameters={"Id": at.step.subject.id, **parameters}, shipped=True)
    return replace(at, step=at.step.model_copy(update={"apply": use}))
