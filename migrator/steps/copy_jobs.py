"""Copy jobs of a migration: their names, what they are about, how far they are."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import PureWindowsPath
from typing import Final

from migrator.bag.difference import DifferenceKind
from migrator.copying.job import BagPlace, Item, Job, Operation
from migrator.copying.state import FailureReason, JobState, JobStatus
from migrator.domain.copy_items import CopyItem, copy_items, roots_by_drive, shared_folders
from migrator.domain.external_disk import ExternalDisk, bag_name, place_of, root_id
from migrator.domain.homes import homes_of
from migrator.domain.model import Model
from migrator.domain.plan import StepId
from migrator.domain.selection import declared_homes
from migrator.errors import CopyEngineMissing, CopyNotProven, CopyPathUnknown, CopySilent, ScriptFailed
from migrator.hyperv.copy_task import CopyTask, get_copy_task, start_copy_task
from migrator.hyperv.external_disk import get_external_disk
from migrator.hyperv.get_storage_inventory import get_folder_inventory
from migrator.hyperv.get_vm_inventory import (
    get_vm_checkpoint_inventory,
    get_vm_disk_inventory,
    get_vm_inventory,
)
from migrator.journal.words import Truth
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import truth
from migrator.steps.own_disks import disk_of
from migrator.steps.situation import Progress, Situation

WORK_FOLDER: Final = "C:\\ProgramData\\migrator\\"
ENGINE: Final = WORK_FOLDER + "engine\\Invoke-CopyQueue.ps1"
ITEMS: Final = "items"
"""Name under which the journal keeps what was copied of a virtual machine."""
_COPYING: Final = frozenset({"copy-vm", "copy-exported"})
_SILENT_S: Final = 1800.0
"""A heart that beats each second and then not for so long: a disk may take minutes for one request, not this."""
_NAME_CHARACTERS: Final = 64
_HEAL: Final = "-heal"


def job_name(step: StepId, *parts: str) -> str:
    """Return the name of a step's job: the same in every run."""
    whole = "-".join((step, *parts)).replace("/", "-")
    return whole[: _NAME_CHARACTERS - len(_HEAL)]


def disk_job(at: Situation) -> str:
    """Return the name of the job of a step about one disk: another one where another disk has the place by now."""
    place, disk = place_of(at.step.id) or "", disk_of(at)
    return job_name(at.step.id.removesuffix(f"/{place}"), disk)


def healing(job: str) -> str:
    """Return the name of the job that makes good what another one found bad: the queue takes it before that one."""
    return job[: _NAME_CHARACTERS - len(_HEAL)] + _HEAL


def standing(at: Situation, job: str) -> CopyTask:
    """Ask the host how far a job is, and let the person see it."""
    task = get_copy_task(at.session, at.migration.plan.migration, job)
    if task.state is not None and task.state.status is JobStatus.RUNNING:
        at.tell_progress(
            *(
                Progress(f"disk/{disk.disk}", disk.bytes_done, task.state.bytes_total, disk.rate_bytes_per_s)
                for disk in task.state.disks
                if disk.failure is None
            )
        )
    return task


def judged_job(at: Situation, job: str, judge: Callable[[JobState], CheckAnswer]) -> CheckAnswer:
    """Say whether a job is done; `judge` is asked about one that came to its end."""
    task = standing(at, job)
    state = task.state
    if state is None:
        waits = task.is_queued and task.is_working
        return CheckAnswer(truth=Truth.IN_PROGRESS) if waits else truth(False)
    if state.status is JobStatus.STOPPED:
        return truth(False)
    if state.status is JobStatus.RUNNING:
        if not task.is_working:
            return truth(False)  # broken off: whoever starts it again goes on where it stands
        if task.silent_s > _SILENT_S:
            raise CopySilent(host=at.session.host, job=job, silent_s=int(task.silent_s))
        return CheckAnswer(truth=Truth.IN_PROGRESS)
    return judge(state)


def start(at: Situation, job: Job) -> None:
    """Queue a job; a host without an engine is told as that."""
    try:
        start_copy_task(at.session, at.migration.plan.migration, job)
    except ScriptFailed as refused:
        if refused.parameters.get("error_id") != "CopyEngineMissing":
            raise
        raise CopyEngineMissing(host=at.session.host, path=ENGINE) from refused


def make_job(
    at: Situation,
    name: str,
    operation: Operation,
    disks: Sequence[tuple[str, ExternalDisk]],
    items: Iterable[Item] = (),
    *,
    source: Iterable[ExternalDisk] = (),
    replace_changed: bool = False,
) -> Job:
    """Make a job over bags on disks; `source` are the volumes that its items lie on."""
    folder = f"{WORK_FOLDER}{at.migration.plan.migration}\\jobs\\{name}"
    volumes = (*source, *(volume for _, volume in disks))
    return Job(
        job=name,
        migration=at.migration.plan.migration,
        epoch=at.migration.epoch,
        operation=operation,
        roots={root_id(volume.volume_id): volume.volume_id for volume in volumes},
        items=tuple(items),
        bags=tuple(
            BagPlace(disk=disk, root=root_id(volume.volume_id), bag=bag_name(at.migration.plan.migration))
            for disk, volume in disks
        ),
        replace_changed=replace_changed,
        state_file=f"{folder}.state.json",
        stop_file=f"{folder}.stop",
    )


def items_now(at: Situation) -> tuple[CopyItem, ...]:
    """Ask the host which files the step's virtual machine has now: checkpoints were merged, files gathered since the inventory."""
    session, vm_id = at.session, at.vm.id
    inventory = at.migration.inventory.model_copy(
        update={
            "virtual_machines": get_vm_inventory(session),
            "virtual_hard_disks": get_vm_disk_inventory(session),
            "checkpoints": get_vm_checkpoint_inventory(session),
        }
    )
    homes = homes_of(inventory, declared_homes(inventory, at.migration.config))
    folders = shared_folders(inventory, vm_id, homes)
    listed = get_folder_inventory(session, folders) if folders else ()
    volumes = {f"{one.drive_letter}:": root_id(one.volume_id) for one in get_external_disk(session) if one.drive_letter}
    try:
        return copy_items(inventory, vm_id, homes, listed, roots_by_drive(volumes))
    except KeyError as missing:
        raise CopyPathUnknown(host=session.host, path=str(missing.args[0])) from missing


def items_as_original(at: Situation) -> tuple[Original, ...]:
    """Write down what is copied, for whoever brings it back when the source is no more."""
    found = [item.model_dump(mode="json") for item in items_now(at)]
    return (Original(subject=str(at.vm.id), name=ITEMS, value=found),)


def items_copied(at: Situation, copy_step: StepId) -> tuple[CopyItem, ...]:
    """Read from the journal what was copied of the step's virtual machine."""
    known = at.migration.past.originals(copy_step).get((str(at.vm.id), ITEMS))
    return tuple(CopyItem.model_validate(item) for item in known) if isinstance(known, list) else ()


def copy_step_of(at: Situation) -> StepId:
    """Find the step that copied the step's virtual machine."""
    found = [one.id for one in at.migration.plan.steps if one.text in _COPYING and one.subject.id == str(at.vm.id)]
    return found[0] if found else ""


def job_items(at: Situation, items: Iterable[CopyItem], *, back: bool = False) -> tuple[Item, ...]:
    """Return a job's items; `back` says where each goes on this host."""
    return tuple(
        Item(
            root=item.root,
            path=item.path,
            owner=str(at.vm.id),
            to=str(PureWindowsPath(item.host_path)) if back else None,
        )
        for item in items
    )


def source_volumes(at: Situation, items: Iterable[CopyItem]) -> tuple[ExternalDisk, ...]:
    """Return the volumes that items lie on."""
    wanted = {item.root for item in items}
    return tuple(volume for volume in get_external_disk(at.session) if root_id(volume.volume_id) in wanted)


class Bad(Model):
    """What a re-read did not find as it was copied."""

    path: str
    """Empty where the whole disk is meant."""
    reason: str
    count: int


def bad_of(state: JobState) -> Bad:
    """Return the first thing that a failed re-read names, and how many there are."""
    places = [(one.path, str(one.kind)) for disk in state.disks for one in disk.differences]
    places += [(one.path, str(one.reason)) for one in state.failures]
    lost = next((one.failure for one in state.disks if one.failure is not None), None)
    path, reason = places[0] if places else ("", str(lost or state.status))
    return Bad(path=path, reason=reason, count=len(places))


def not_as_copied(at: Situation, state: JobState) -> CopyNotProven | None:
    """Return the error of a re-read that found other bytes; None where a disk or a file could not be read at all."""
    kinds = {one.kind for disk in state.disks for one in disk.differences}
    is_bad = DifferenceKind.MISMATCHED in kinds or any(one.reason is FailureReason.MISMATCHED for one in state.failures)
    bad = bad_of(state)
    return CopyNotProven(vm=at.vm.name, path=bad.path, count=bad.count) if is_bad else None
