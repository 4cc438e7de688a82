"""The steps of the way back: each puts back what the journal has, and asks the host first."""

from collections.abc import Callable, Mapping
from typing import Final

from pydantic import JsonValue

from migrator.copying.job import Operation
from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.plan import PlanStep, StepHost
from migrator.domain.source_difference import unexpected_differences
from migrator.domain.vm_status import DvdStatus, VMStatus
from migrator.errors import ExternalDiskMissing, SessionError, VMStartRefused
from migrator.hyperv.get_host_inventory import get_host_inventory
from migrator.hyperv.get_vm_status import get_vm_status
from migrator.hyperv.importing import remove_virtual_machine
from migrator.hyperv.take_inventory import take_inventory as read_all
from migrator.hyperv.vm_power import start_virtual_machine
from migrator.hyperv.vm_settings import release_address, set_vm_dvd_media, set_vm_start_action
from migrator.playbook.back_out import undone
from migrator.steps.copy_back import restored
from migrator.steps.copy_jobs import items_copied, job_items, job_name, make_job, start
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import UNKNOWN, StepLogic, truth
from migrator.steps.own_disks import disks_of, find_disks
from migrator.steps.situation import Situation
from migrator.steps.vm_situation import status_now

_FILES: Final = "bring-files-back/"
_LOST: Final = frozenset({VMState.SAVED, VMState.FAST_SAVED})
"""What was saved is off after its state was dropped."""


def originals(at: Situation) -> Mapping[tuple[str, str], JsonValue]:
    """Return what the step that is undone wrote down before its change."""
    return at.migration.past.originals(undone(at.step.id))


def _on_status(judge: Callable[[Situation, VMStatus], CheckAnswer]) -> Callable[[Situation], CheckAnswer]:
    return lambda at: judge(at, status_now(at))


def start_action_back(at: Situation, status: VMStatus) -> CheckAnswer:
    """Say whether action and delay are the old ones."""
    action, delay_s = _start_action(at)
    now = (status.automatic_start_action.value, status.automatic_start_delay_s)
    return truth(now == (action, delay_s), action=now[0], delay_s=now[1])


def _start_action(at: Situation) -> tuple[str, int]:
    known = originals(at)
    vm_id = str(at.vm.id)
    action = known.get((vm_id, "start-action"), at.vm.automatic_start_action.value)
    delay_s = known.get((vm_id, "start-delay"), at.vm.automatic_start_delay_s)
    return str(action), delay_s if isinstance(delay_s, int) else 0


def running_again(at: Situation, status: VMStatus) -> CheckAnswer:
    """Say whether it runs; one that did not run before is left as it is."""
    ran = at.vm.state is VMState.RUNNING
    return truth(not ran or status.state is VMState.RUNNING, state=status.state.value, ran_before=ran)


def start_again(at: Situation) -> None:
    """Start it on the old host."""
    result = start_virtual_machine(at.session, at.step.subject.id)
    if result.refusal is not None:
        codes = ", ".join(dict.fromkeys(result.codes)) or "-"
        raise VMStartRefused(vm=at.step.subject.name, host=at.session.host, codes=codes, found=result.refusal)


def dynamic_again(at: Situation, status: VMStatus) -> CheckAnswer:
    """Say whether each adapter that was dynamic is so again."""
    was = {subject for subject, name in originals(at) if name == "dynamic-mac-address"}
    static = sorted(one.id for one in status.adapters if one.id in was and not one.dynamic_mac_address)
    return truth(not static, still_static=static)


def release(at: Situation) -> None:
    """Let the host choose again where it chose before."""
    for (adapter, name), address in originals(at).items():
        if name == "dynamic-mac-address":
            release_address(at.session, at.step.subject.id, adapter, str(address))


def media_back(at: Situation, status: VMStatus) -> CheckAnswer:
    """Say whether each file is in its drive again."""
    missing = sorted(path for drive, path in _media(at, status) if str(drive.path or "").casefold() != path.casefold())
    return truth(not missing, missing=missing)


def insert(at: Situation) -> None:
    """Put each file back into its drive."""
    for drive, path in _media(at, status_now(at)):
        set_vm_dvd_media(at.session, at.step.subject.id, drive, path)


def _media(at: Situation, status: VMStatus) -> list[tuple[DvdStatus, str]]:
    known = {subject: str(path) for (subject, name), path in originals(at).items() if name == "medium"}
    places = {
        f"{status.id}/{one.controller_type.value}/{one.controller_number}/{one.controller_location}": one
        for one in status.dvd_drives
    }
    return [(places[subject], path) for subject, path in known.items() if subject in places]


def not_there(at: Situation) -> CheckAnswer:
    """Say whether the new host does not have it."""
    found = get_vm_status(at.session, at.step.subject.id)
    return truth(found is None or not found.registered, registered=found is not None)


def bring_files_back(at: Situation) -> None:
    """Restore to the old host what was copied from it."""
    found = find_disks(at)
    disks = [(disk, found[disk]) for disk in disks_of(at) if disk in found]
    if not disks:
        raise ExternalDiskMissing(host=at.session.host, disk=disks_of(at)[0].upper())
    items = job_items(at, items_copied(at, undone(at.step.id).removeprefix(_FILES)), back=True)
    start(at, make_job(at, job_name(at.step.id), Operation.RESTORE, disks, items))


def old_host_answers(at: Situation) -> CheckAnswer:
    """Say whether the old host, and no other, answers at its address; one that does not answer is not back yet."""
    try:
        host = get_host_inventory(at.migration.hosts.session(StepHost.SOURCE))
    except SessionError:
        return truth(False, answers=False)
    same = host.machine_guid == at.migration.inventory.host.machine_guid
    return truth(same, answers=True, host=host.name)


def as_before(at: Situation) -> CheckAnswer:
    """Compare with the inventory: the settings that the plan rests on, and each machine's state and start action."""
    run = at.migration
    now = read_all(at.session, taken_at=run.now())
    different = unexpected_differences(run.inventory, now, staying(at))
    differing = [f"{one.name}: {one.field or one.section}" for one in different]
    there = {vm.id: vm for vm in now.virtual_machines}
    for vm in run.inventory.virtual_machines:
        new = there.get(vm.id)
        if new is None:
            continue  # said above
        if new.state is not vm.state and not (new.state is VMState.OFF and vm.state in _LOST):
            differing.append(f"{vm.name}: {vm.state.value} -> {new.state.value}")
        if new.automatic_start_action is not vm.automatic_start_action:
            differing.append(f"{vm.name}: {vm.automatic_start_action.value} -> {new.automatic_start_action.value}")
    return truth(not differing, differing=differing)


def staying(at: Situation) -> list[PlanStep]:
    """Return steps as they were taken that nothing brings back: their differences are expected."""
    return [
        at.step.model_copy(update={"subject": one.subject, "expects": one.found.get("expects") or ()})
        for one in at.migration.plan.concerns
        if one.rule == "undo.stays"
    ]


def nothing_to_do(_: Situation) -> None:
    """Leave what is not as before to a person: the check names it."""


BACK_OUT_STEPS: Final[Mapping[str, StepLogic]] = {
    "remove-imported-vm": StepLogic(
        check=not_there, apply=lambda at: _ignore(remove_virtual_machine(at.session, at.vm.id))
    ),
    "put-old-disks-back": StepLogic(check=old_host_answers),
    "reconnect-source": StepLogic(check=lambda _: UNKNOWN),
    "bring-files-back": StepLogic(check=restored, apply=bring_files_back),
    "release-address": StepLogic(check=_on_status(dynamic_again), apply=release),
    "insert-iso": StepLogic(check=_on_status(media_back), apply=insert),
    "restore-start-action": StepLogic(
        check=_on_status(start_action_back),
        apply=lambda at: _ignore(set_vm_start_action(at.session, at.step.subject.id, *_start_action(at))),
    ),
    "start-again": StepLogic(check=_on_status(running_again), apply=start_again),
    "see-as-before": StepLogic(check=as_before, apply=nothing_to_do),
}


def _ignore(_: object) -> None:
    """Let go of an answer: the check after it counts."""
