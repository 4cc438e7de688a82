"""Each copy tried on the old host while that is still there, as if it were imported from this disk alone."""

from collections.abc import Iterable
from pathlib import PureWindowsPath
from typing import Final, cast

from pydantic import ValidationError

from migrator.bag import layout
from migrator.bag.names import safe_path
from migrator.copying.job import Operation
from migrator.copying.state import JobStatus
from migrator.domain.canonical import canonical_json, plain
from migrator.domain.copy_items import CopyItem
from migrator.domain.external_disk import bag_name, root_id
from migrator.domain.importing import CopyComparison
from migrator.domain.inventory.disks import Checkpoint, VirtualHardDisk
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.rules.importable import importable_concerns
from migrator.errors import ExternalDiskMissing
from migrator.hyperv.external_disk import get_external_disk, get_external_disk_file, set_external_disk_file
from migrator.hyperv.get_storage_inventory import get_volume_inventory
from migrator.hyperv.get_vm_inventory import get_vm_checkpoint_inventory, get_vm_disk_inventory, get_vm_inventory
from migrator.hyperv.importing import compare_vm_copy
from migrator.steps.copy_jobs import (
    copy_step_of,
    disk_job,
    healing,
    items_copied,
    job_items,
    judged_job,
    make_job,
    source_volumes,
    start,
)
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.own_disks import disk_of, find_disk
from migrator.steps.situation import Situation

_FIRST_BINARY_VERSION: Final = 6.0


def tried_check(at: Situation) -> CheckAnswer:
    """Read what the last try wrote onto the disk under test; no host can show it otherwise."""
    if not get_external_disk(at.session, _volume_id(at)):
        raise ExternalDiskMissing(host=at.session.host, disk=disk_of(at).upper())
    content = get_external_disk_file(at.session, _volume_id(at), bag_name(at.migration.config.name), _evidence_path(at))
    if content is None:
        return truth(False, disks_tested=0, resolved_outside=[])
    try:
        compared = CopyComparison.model_validate_json(content)
    except ValidationError:
        return truth(False, disks_tested=0, resolved_outside=[])
    answer = truth(
        compared.proves,
        disks_tested=len(compared.tested),
        resolved_outside=list(compared.outside),
        written=sorted(path.name for path in compared.written),
        findings=sorted({one.message for one in compared.findings}),
    )
    concerns = tuple(importable_concerns(at.step.subject, str(at.step.words.get("disk", "")), compared))
    answer = answer.model_copy(update={"concerns": concerns})
    if not (compared.proves and compared.written):
        return answer
    return judged_job(at, _healing_job(at), lambda state: answer if state.status is JobStatus.DONE else truth(False))


def try_copy(at: Situation) -> None:
    """Test the chains, compare under a new id, take the planned virtual machine away, write the result onto the disk."""
    session, vm_id = at.session, at.vm.id
    vm = next(one for one in get_vm_inventory(session) if one.id == vm_id)
    disks, checkpoints = get_vm_disk_inventory(session), get_vm_checkpoint_inventory(session)
    roots = {
        one.drive_letter: root_id(one.unique_id)
        for one in get_volume_inventory(session)
        if one.drive_letter is not None
    }
    bag = bag_name(at.migration.config.name)
    known = {item.host_path.casefold(): item for item in items_copied(at, copy_step_of(at))}

    def item_of(path: str) -> CopyItem:
        # An exported file lies in the bag under another path than the host's.
        return known.get(path.casefold()) or _item(roots, path)

    copies = {path: _in_bag(bag, item_of(path)) for path in files_of(vm, disks, checkpoints)}
    configuration = _in_bag(bag, item_of(configuration_of(vm)))
    compared = compare_vm_copy(session, vm_id, _volume_id(at), configuration, copies)
    if compared is not None:
        evidence = canonical_json(plain(compared))
        set_external_disk_file(session, _volume_id(at), _evidence_path(at), evidence, at.migration.epoch)
        if compared.proves and compared.written:
            _heal(at, tuple(item_of(path) for path, copy in copies.items() if _is_in(copy, compared.written)))


def _heal(at: Situation, items: tuple[CopyItem, ...]) -> None:
    """Let the copier find what the try wrote into the copy, and write it anew from the source: the next proof wants its bytes."""
    disk = disk_of(at)
    there = [(disk, find_disk(at, disk))]
    start(at, make_job(at, _finding_job(at), Operation.REREAD, there, job_items(at, items)))
    source = source_volumes(at, items)
    start(at, make_job(at, _healing_job(at), Operation.COPY, there, job_items(at, items), source=source))


def _finding_job(at: Situation) -> str:
    """Name the job that comes before the healing one: the queue goes by names."""
    return f"{disk_job(at)}-bad"


def _healing_job(at: Situation) -> str:
    return healing(disk_job(at))


def _item(roots: dict[str, str], path: str) -> CopyItem:
    letter, _, below = path.partition(":\\")
    return CopyItem(root=roots.get(letter.upper(), letter.lower()), path=below.replace("\\", "/"), host_path=path)


def _is_in(copy: str, written: Iterable[PureWindowsPath]) -> bool:
    return any(str(one).casefold().endswith(f"\\{copy}".casefold()) for one in written)


def configuration_of(vm: VirtualMachine) -> str:
    """Return the path of the virtual machine's own configuration file."""
    suffix = ".vmcx" if float(vm.version) >= _FIRST_BINARY_VERSION else ".xml"
    return f"{vm.configuration_location}\\Virtual Machines\\{str(vm.id).upper()}{suffix}"


def files_of(
    vm: VirtualMachine, disks: Iterable[VirtualHardDisk], checkpoints: Iterable[Checkpoint]
) -> tuple[str, ...]:
    """Return every virtual disk file of the virtual machine, leaves first, then parents."""
    known = {str(disk.path).casefold(): disk for disk in disks}
    drives = [
        *vm.hard_disk_drives,
        *(drive for one in checkpoints if one.vm_id == vm.id for drive in one.hard_disk_drives),
    ]
    found: dict[str, str] = {}
    for drive in drives:
        path = drive.path
        while path is not None and str(path).casefold() not in found:
            found[str(path).casefold()] = str(path)
            disk = known.get(str(path).casefold())
            path = None if disk is None else disk.parent_path
    return tuple(found.values())


def _in_bag(bag: str, item: CopyItem) -> str:
    safe = safe_path(item.path).replace("/", "\\")
    return f"{bag}\\{layout.PAYLOAD}\\{item.root}\\{safe}"


def _evidence_path(at: Situation) -> str:
    return f"{layout.OURS}/importable-{at.vm.id}.json"


def _volume_id(at: Situation) -> str:
    return cast(str, at.parameters()["VolumeId"])


PROVE_IMPORTABLE: Final = StepLogic(check=tried_check, apply=try_copy)
