"""Starting a virtual machine on the new host, and only there."""

from typing import Final

from migrator.domain.inventory.virtual_machine import StartAction, VMState
from migrator.domain.plan import PlanStep, StepHost
from migrator.domain.vm_status import VMStatus
from migrator.errors import VMMayRunElsewhere, VMStartRefused
from migrator.hyperv.get_vm_status import get_vm_status
from migrator.hyperv.vm_power import Starting, start_virtual_machine
from migrator.hyperv.vm_settings import grant_vm_connection
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation
from migrator.steps.vm_situation import status_now

UNKNOWN_ACCOUNTS: Final = "0x80070539"
_ADMINISTRATORS: Final = "S-1-5-32-544"
"""One grant makes the host write all entries anew; administrators may open each console anyway."""
_WIPE_GATE: Final = "allow-wipe"
_RUNS: Final = frozenset({VMState.RUNNING, VMState.RUNNING_CRITICAL})


def running_answer(status: VMStatus) -> CheckAnswer:
    """Say whether it runs; a paused one does not."""
    return truth(status.state in _RUNS, state=status.state.value)


def start(at: Situation) -> None:
    """Start it, unless its old registration could run; entries of unknown accounts are cured on the way."""
    hindrance = runs_elsewhere(at)
    if hindrance is not None:
        raise VMMayRunElsewhere(vm=at.step.subject.name, host=at.session.host, found=hindrance)
    vm_id = at.step.subject.id
    pause_s = at.migration.config.health.pause_between_starts_s
    result = start_virtual_machine(at.session, vm_id, delay_s=pause_s)
    if UNKNOWN_ACCOUNTS in result.codes:
        grant_vm_connection(at.session, vm_id, _ADMINISTRATORS, anew=True)
        result = start_virtual_machine(at.session, vm_id)
    if result.refusal is not None:
        raise refused(at, result)


def refused(at: Situation, result: Starting) -> VMStartRefused:
    """Return the error of a refusal."""
    codes = ", ".join(dict.fromkeys(result.codes)) or "-"
    return VMStartRefused(vm=at.step.subject.name, host=at.session.host, codes=codes, found=result.refusal)


def runs_elsewhere(at: Situation) -> str | None:
    """Return what speaks against a start here: the old host is neither wiped nor holds it off with start action Nothing."""
    if at.step.host is not StepHost.DESTINATION:
        return at.step.host.value
    gate = wipe_gate(at.migration.plan.steps)
    if gate is not None:
        return None if at.migration.past.is_confirmed(gate.id) else gate.id
    old = get_vm_status(at.migration.hosts.session(StepHost.SOURCE), at.step.subject.id)
    return None if old is None else old_registration(old)


def wipe_gate(steps: tuple[PlanStep, ...]) -> PlanStep | None:
    """Return the gate before the old host is wiped; None in a plan that leaves it alive."""
    return next((step for step in steps if step.text == _WIPE_GATE), None)


def old_registration(old: VMStatus) -> str | None:
    """Return what is wrong with the old registration; one that is off and does not start by itself is safe."""
    if not old.is_off:
        return old.state.value
    return None if old.automatic_start_action is StartAction.NOTHING else old.automatic_start_action.value


START: Final = StepLogic(check=lambda at: running_answer(status_now(at)), apply=start)
