"""Virtual machines that Hyper-V writes out itself: exported to the first disk, and from there into both bags."""

from pathlib import PureWindowsPath
from typing import Final

from migrator.copying.job import Operation
from migrator.domain.copy_items import CopyItem
from migrator.domain.exported import CHECKPOINTS, CONFIGURATIONS, export_folder, exported_items, unlike_originals
from migrator.domain.external_disk import ExternalDisk, root_id
from migrator.domain.inventory.disks import VirtualHardDisk
from migrator.domain.inventory.storage import FolderEntry
from migrator.errors import ExportInTheWay, ScriptFailed
from migrator.hyperv.get_storage_inventory import get_folder_inventory
from migrator.hyperv.get_vm_inventory import get_vm_checkpoint_inventory, get_vm_disk_inventory, get_vm_inventory
from migrator.hyperv.importing import export_virtual_machine
from migrator.journal.words import Truth
from migrator.steps.copy_jobs import ITEMS, job_items, job_name, make_job, source_volumes, start
from migrator.steps.copy_out import copied
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import StepLogic, truth
from migrator.steps.own_disks import disks_of, find_disk, find_disks
from migrator.steps.proving_importable import configuration_of, files_of
from migrator.steps.situation import Situation
from migrator.steps.vm_situation import beside, status_now

_EXPORTING: Final = "ExportingVirtualMachine"
_BEFORE: Final = "files-at-export"


def exported(at: Situation) -> CheckAnswer:
    """Look whether every disk file and the configuration are on the first disk; an export that goes on is waited for."""
    if _EXPORTING in status_now(at).operational_status:
        return CheckAnswer(truth=Truth.IN_PROGRESS)
    vm = next(one for one in get_vm_inventory(at.session) if one.id == at.vm.id)
    there = _exported_files(at)
    missing = unlike_originals(_disks(at), there, PureWindowsPath(configuration_of(vm)).name)
    size_bytes = sum(one.size_bytes for one in there)
    return truth(not missing, files=len(there), bytes=size_bytes, missing=list(missing), digests_begin="export")


def export(at: Situation) -> None:
    """Let Hyper-V begin; raises ExportInTheWay where an earlier export was broken off and its folder is still there."""
    try:
        export_virtual_machine(at.session, at.vm.id, _volume(at).volume_id, export_folder(at.migration.plan.migration))
    except ScriptFailed as refused:
        if refused.parameters.get("error_id") != "AlreadyExported":
            raise
        raise ExportInTheWay(host=at.session.host, vm=at.vm.name, folder=str(_folder(at))) from refused


def files_before(at: Situation) -> tuple[Original, ...]:
    """Write down size, time and DataWriteGuid of each disk that is exported: nothing else can tell later whether one has changed."""
    return (Original(subject=str(at.vm.id), name=_BEFORE, value=dict(_as_written(at))),)


def changed_since_export(at: Situation) -> tuple[str, ...]:
    """Return the disks that are no longer as they were when the export began; `at` is a step about the machine."""
    before = at.migration.past.originals(beside(at, "export-vm")).get((str(at.vm.id), _BEFORE))
    known, now = before if isinstance(before, dict) else {}, _as_written(at)
    return tuple(sorted(path for path in known.keys() | now.keys() if known.get(path) != now.get(path)))


def exported_as_original(at: Situation) -> tuple[Original, ...]:
    """Write down each exported file with the path that it goes back to."""
    value = [item.model_dump(mode="json") for item in _items(at)]
    return (Original(subject=str(at.vm.id), name=ITEMS, value=value),)


def copy_exported(at: Situation) -> None:
    """Read the export once, write it into the bag of every disk that is there; here the digests begin."""
    found, items = find_disks(at), _items(at)
    disks = [(disk, found[disk]) for disk in disks_of(at) if disk in found]
    name = job_name(at.step.id, "".join(disks_of(at)))
    source = source_volumes(at, items)
    start(at, make_job(at, name, Operation.COPY, disks, job_items(at, items), source=source))


def _items(at: Situation) -> tuple[CopyItem, ...]:
    status = status_now(at)
    folders = {CONFIGURATIONS: status.configuration_location, CHECKPOINTS: status.snapshot_file_location}
    disks = [str(one.path) for one in _disks(at)]
    return exported_items(folders, disks, _exported_files(at), root_id(_volume(at).volume_id))


def _exported_files(at: Situation) -> tuple[FolderEntry, ...]:
    return tuple(
        one for one in get_folder_inventory(at.session, [_folder(at)]) if not one.is_folder and not one.error_id
    )


def _folder(at: Situation) -> PureWindowsPath:
    root = PureWindowsPath(f"{_volume(at).drive_letter}:\\")
    # Hyper-V names the folder as the machine is named now.
    return root / export_folder(at.migration.plan.migration) / status_now(at).name


def _volume(at: Situation) -> ExternalDisk:
    """Find the first disk: the one that exports go to."""
    return find_disk(at, disks_of(at)[0])


def _disks(at: Situation) -> tuple[VirtualHardDisk, ...]:
    """Return its virtual disks with all parents, as they lie on the host now."""
    vm = next(one for one in get_vm_inventory(at.session) if one.id == at.vm.id)
    disks = get_vm_disk_inventory(at.session)
    own = set(files_of(vm, disks, get_vm_checkpoint_inventory(at.session)))
    return tuple(disk for disk in disks if str(disk.path) in own)


def _as_written(at: Situation) -> dict[str, str]:
    return {str(one.path): f"{one.file_bytes} {one.last_written_at} {one.data_write_guid}" for one in _disks(at)}


EXPORT_VM: Final = StepLogic(check=exported, apply=export, prepare=files_before)
COPY_EXPORTED: Final = StepLogic(check=copied, apply=copy_exported, prepare=exported_as_original)
