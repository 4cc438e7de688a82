"""Moving everything of a virtual machine into one folder, as Move-VMStorage does."""

import shutil
from pathlib import PureWindowsPath

from migrator.lab.world.model import Host, Vm, named_guid
from migrator.lab.world.placing import Place, place_of
from migrator.lab.world.vhdx import NotVhdx, Parent, change_parent, read_data_write_guid
from migrator.lab.world.vmcx import checkpoint_path, configuration_path

_AUTOMATIC = frozenset({".avhdx", ".avhd"})
_CONFIGURATION = (".vmcx", ".vmrs", ".vmgs", ".xml", ".bin", ".vsv")


def move_into(host: Host, vm: Vm, folder: str, seed: int) -> None:
    """Move the files and say so in the model; a parent that no checkpoint made stays where it is.

    The job fails, and nothing has moved, where a disk is not there.
    """
    chains = [path for drive in vm.hard_disk_drives if drive.path is not None for path in _own_chain(host, drive.path)]
    if not all(place_of(host.volumes, path).real.is_file() for path in chains):
        return
    for checkpoint in vm.checkpoints:
        _move_beside(host, checkpoint_path(vm, checkpoint), f"{folder}\\Snapshots")
    _move_beside(host, configuration_path(vm), f"{folder}\\Virtual Machines")
    moved: dict[str, str] = {}
    for path in chains:
        moved[path.lower()] = f"{folder}\\Virtual Hard Disks\\{PureWindowsPath(path).name}"
        _move(place_of(host.volumes, path), place_of(host.volumes, moved[path.lower()]))
    for new in moved.values():
        _relink(host, new, moved, seed)
    for drive in [*vm.hard_disk_drives, *(drive for one in vm.checkpoints for drive in one.drives)]:
        drive.path = moved.get((drive.path or "").lower(), drive.path)
    for checkpoint in vm.checkpoints:
        checkpoint.path = None
    vm.path = vm.configuration_location = vm.snapshot_file_location = vm.smart_paging_file_path = folder


def _own_chain(host: Host, path: str) -> list[str]:
    """Give the file and, below files that checkpoints made, what they were made of; leaf first."""
    chain = [path]
    while PureWindowsPath(chain[-1]).suffix.lower() in _AUTOMATIC:
        place = place_of(host.volumes, chain[-1])
        declared = place.volume.virtual_disks.get(place.key)
        if declared is None or declared.parent_path is None:
            break
        chain.append(declared.parent_path)
    return chain


def _move_beside(host: Host, configuration: str, folder: str) -> None:
    """Move a configuration file with the files of its name."""
    for suffix in _CONFIGURATION:
        old = place_of(host.volumes, str(PureWindowsPath(configuration).with_suffix(suffix)))
        if old.real.is_file():
            _move(old, place_of(host.volumes, f"{folder}\\{old.real.name}"))


def _move(old: Place, new: Place) -> None:
    if old.real == new.real or not old.real.is_file():
        return
    real = new.real
    real.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(old.real, real)
    if old.key in old.volume.virtual_disks:
        new.volume.virtual_disks[new.key] = old.volume.virtual_disks.pop(old.key)
    if old.key in old.volume.files:
        new.volume.files[new.key] = old.volume.files.pop(old.key)


def _relink(host: Host, path: str, moved: dict[str, str], seed: int) -> None:
    """Let a differencing disk name its parent where that lies now."""
    place = place_of(host.volumes, path)
    declared = place.volume.virtual_disks.get(place.key)
    if declared is None or declared.parent_path is None:
        return
    parent = declared.parent_path = moved.get(declared.parent_path.lower(), declared.parent_path)
    below = place_of(host.volumes, parent)
    try:
        told = Parent(
            data_write_guid=read_data_write_guid(below.real),
            relative_path=f".\\{PureWindowsPath(parent).name}",
            volume_path=below.volume.unique_id + below.relative,
            absolute_win32_path=parent,
        )
        change_parent(place.real, told, named_guid(seed, "moved", path))
    except (NotVhdx, FileNotFoundError):
        return  # what is no disk, or has lost its parent, keeps its words
