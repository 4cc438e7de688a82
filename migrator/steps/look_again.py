"""The look before the wipe gate: whether the source is what the plan was made for, and still what was copied."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pydantic import JsonValue

from migrator.domain.external_disk import place_of
from migrator.domain.inventory.disks import VirtualHardDisk
from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import PlanStep, StepHost, StepId
from migrator.hyperv.get_vm_inventory import get_vm_disk_inventory
from migrator.hyperv.get_vm_status import get_vm_status
from migrator.journal.words import Truth
from migrator.steps.driver import CheckAnswer
from migrator.steps.exporting import changed_since_export
from migrator.steps.logic import StepLogic, truth
from migrator.steps.proving_importable import files_of
from migrator.steps.sampling import sample_disks, samples
from migrator.steps.situation import Migration, Situation
from migrator.steps.source_unchanged import compare_source, source_is_unchanged
from migrator.steps.take_inventory import same_source

STEP: Final = "look-again"
_COPIES: Final = frozenset({"copy-vm", "copy-exported"})
_EXPORTED: Final = "copy-exported"


def changed_files(at: Situation, now: Inventory) -> dict[str, tuple[str, ...]]:
    """Return the files that are not as they were copied, by VMId: as compared, and as the host shows them since then."""
    changed = at.migration.past.found(STEP).get("changed")
    told = changed if isinstance(changed, dict) else {}
    files = {vm: tuple(str(file) for file in one) for vm, one in told.items() if isinstance(one, list)}
    for copy in _copies(at):
        if written := _written_since(at, copy, now):
            files.setdefault(copy.subject.id, written)
    return files


def _written_since(at: Situation, copy: PlanStep, now: Inventory) -> tuple[str, ...]:
    """Return the virtual disks that are not as they were before the comparison began: no clock is asked."""
    vm = next((one for one in now.virtual_machines if str(one.id) == copy.subject.id), None)
    before, after = at.migration.seen_before.get(STEP, {}), _as_written(now.virtual_hard_disks)
    own = () if vm is None else files_of(vm, now.virtual_hard_disks, now.checkpoints)
    return tuple(path for path in own if before.get(path.casefold()) != after.get(path.casefold()))


def _as_written(disks: Iterable[VirtualHardDisk]) -> dict[str, str]:
    """Return what is another thing after each write to a disk, by its path."""
    return {str(one.path).casefold(): f"{one.data_write_guid} {one.last_written_at} {one.file_bytes}" for one in disks}


def was_compared(run: Migration) -> bool:
    """Tell whether the source was compared with the copies."""
    return run.past.found(STEP).get("compared") is True


def looked(at: Situation) -> CheckAnswer:
    """Say true when the host was read and every file compared in this run, whatever came of it: the gate judges."""
    if STEP not in at.migration.seen_before:
        return truth(False, compared=False)  # since an earlier run somebody may have started something
    answers = [(copy, source_is_unchanged(replace(at, step=copy), copy.id)) for copy in _copies(at)]
    read = dict(samples(at))
    told = [(answer, "compared") for _, answer in answers] + [(answer, "bad") for answer in read.values()]
    if any(answer.truth is not Truth.IN_PROGRESS and name not in answer.found for answer, name in told):
        return truth(False, compared=False)
    if any(answer.truth is Truth.IN_PROGRESS for answer, _ in told):
        return CheckAnswer(truth=Truth.IN_PROGRESS)
    changed = {copy.subject.id: names for copy, answer in answers if (names := _changed(at, copy, answer))}
    sampled: dict[str, JsonValue] = {disk: answer.found["bad"] for disk, answer in read.items()}
    found: dict[str, JsonValue] = {"compared": True, "changed": dict(changed), "sampled": sampled}
    return same_source(at).model_copy(update={"found": found, "again": _again(at, set(changed))})


def _changed(at: Situation, copy: PlanStep, answer: CheckAnswer) -> list[JsonValue]:
    names = _names(answer.found) if answer.truth is Truth.FALSE else []
    return [*names, *(changed_since_export(replace(at, step=copy)) if copy.text == _EXPORTED else ())]


def look(at: Situation) -> None:
    """Let the host compare each virtual machine's files with its copies, and read a part of the copies again."""
    at.migration.seen_before[STEP] = _as_written(get_vm_disk_inventory(at.session))
    for copy in _copies(at):
        compare_source(replace(at, step=copy), copy.id)
    sample_disks(at)


def bad_samples(run: Migration, disk: str) -> tuple[str, ...] | None:
    """Return what the last sample of a disk found other than proven; None where it had none."""
    sampled = run.past.found(STEP).get("sampled")
    bad = sampled.get(disk) if isinstance(sampled, dict) else None
    return tuple(str(path) for path in bad) if isinstance(bad, list) else None


def _copies(at: Situation) -> tuple[PlanStep, ...]:
    return tuple(step for step in at.migration.plan.steps if step.text in _COPIES and step.host is StepHost.SOURCE)


def _again(at: Situation, changed: set[str]) -> tuple[StepId, ...]:
    """Return the copies of virtual machines that are off again, and all that is built on them up to this step."""
    again: dict[StepId, None] = {}
    for copy in _copies(at):
        if copy.subject.id in changed and copy.text != _EXPORTED:
            status = get_vm_status(at.session, copy.subject.id)
            if status is not None and status.state is VMState.OFF:
                again[copy.id] = None
    for step in at.migration.plan.steps:
        place = place_of(step.id)
        is_lost = place is not None and at.migration.past.disk_in(place) is None
        if again.keys() & set(step.needs) and not is_lost:
            again[step.id] = None
        if step.id == at.step.id:
            break
    order = [step.id for step in at.migration.plan.steps]
    return tuple(sorted(again, key=order.index))


def _names(found: Mapping[str, JsonValue]) -> list[JsonValue]:
    """Return each differing file once, or the disk that could not be asked."""
    changed, lost = found.get("changed"), found.get("lost")
    files = [str(one.get("path")) for one in changed if isinstance(one, dict)] if isinstance(changed, list) else []
    disks = [f"disk {disk}" for disk in lost] if isinstance(lost, list) else []
    return [*sorted(set(files)), *disks]


LOOK_AGAIN: Final = StepLogic(check=looked, apply=look)
