"""The home of a virtual machine: the folders that hold all of it and nothing of another, at most one per volume."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from enum import StrEnum
from pathlib import PureWindowsPath
from uuid import UUID

from migrator.domain.inventory.disks import Checkpoint
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.inventory.whole import Inventory
from migrator.domain.model import Model, WindowsPath


class Part(StrEnum):
    """What of a virtual machine lies at a place."""

    CONFIGURATION = "configuration"
    CHECKPOINTS = "checkpoints"
    SMART_PAGING = "smart-paging"
    DISK = "disk"
    PARENT = "parent"


class Place(Model):
    """One path that belongs to a virtual machine: a folder for the first three parts, else a file."""

    vm_id: UUID
    part: Part
    path: WindowsPath

    @property
    def folder(self) -> PureWindowsPath:
        """The folder itself, or the one that the file lies in."""
        return self.path.parent if self.part in (Part.DISK, Part.PARENT) else self.path


class Home(Model):
    """One folder of a home."""

    vm_id: UUID
    folder: WindowsPath


def homes_of(
    inventory: Inventory, declared: Mapping[UUID, tuple[PureWindowsPath, ...]] | None = None
) -> tuple[Home, ...]:
    """Return the folders that are homes, in the order of the virtual machines and then by path.

    On each volume it is the deepest folder that holds everything of the virtual machine there. Where that is the root
    of the drive or holds something of another one, the first folder of its own that is neither stands in. Where there
    is none, the folder of its configuration does, unless another one's configuration lies there too: then only the
    other one's files are in the wrong place. Else there is no home on that volume. Declared homes win.
    """
    places = places_of(inventory)
    land = _Land(places)
    mine: dict[UUID, list[Place]] = defaultdict(list)
    for place in places:
        mine[place.vm_id].append(place)
    homes: list[Home] = []
    for vm in inventory.virtual_machines:
        given = (declared or {}).get(vm.id)
        folders = set(given) if given is not None else _found_homes(vm, mine[vm.id], land)
        homes.extend(Home(vm_id=vm.id, folder=folder) for folder in sorted(folders))
    return tuple(homes)


class _Land:
    """Who has anything in a folder, at any depth, and who has a configuration there."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.owners: dict[PureWindowsPath, set[UUID]] = defaultdict(set)
        self.configured: dict[PureWindowsPath, set[UUID]] = defaultdict(set)
        for place in places:
            for folder in (place.path, *place.path.parents):
                self.owners[folder].add(place.vm_id)
                if place.part is Part.CONFIGURATION:
                    self.configured[folder].add(place.vm_id)


def _found_homes(vm: VirtualMachine, places: list[Place], land: _Land) -> set[PureWindowsPath]:
    by_volume: dict[str, list[PureWindowsPath]] = defaultdict(list)
    for place in places:
        by_volume[place.path.anchor.casefold()].append(place.folder)
    found: set[PureWindowsPath] = set()
    for folders in by_volume.values():
        own = _first_own((common_folder(folders), *folders), vm.id, land.owners)
        if own is None and vm.configuration_location in folders:
            own = _first_own((vm.configuration_location,), vm.id, land.configured)
        found |= {own} if own is not None else set()
    return found


def _first_own(
    candidates: Iterable[PureWindowsPath], vm_id: UUID, owners: Mapping[PureWindowsPath, set[UUID]]
) -> PureWindowsPath | None:
    for candidate in candidates:
        is_root = candidate == PureWindowsPath(candidate.anchor)
        if not is_root and owners[candidate] <= {vm_id}:
            return candidate
    return None


def lies_in(path: PureWindowsPath, folders: Container[PureWindowsPath]) -> bool:
    """Tell whether a path is one of `folders` or lies below one; fast for any number of them."""
    return any(folder in folders for folder in (path, *path.parents))


def common_folder(folders: Iterable[PureWindowsPath]) -> PureWindowsPath:
    """Return the deepest folder that all of `folders`, at least one and on one volume, are or lie in."""
    first, *rest = folders
    common = first
    while not all(folder.is_relative_to(common) for folder in rest):
        common = common.parent
    return common


def places_of(inventory: Inventory) -> tuple[Place, ...]:
    """Return every path that a virtual machine needs, each once: its own folders first, then disks with all parents."""
    parents = {disk.path: disk.parent_path for disk in inventory.virtual_hard_disks}
    checkpoints_of: dict[UUID, list[Checkpoint]] = defaultdict(list)
    for checkpoint in inventory.checkpoints:
        checkpoints_of[checkpoint.vm_id].append(checkpoint)
    places: dict[tuple[UUID, PureWindowsPath], Place] = {}
    for vm in inventory.virtual_machines:
        checkpoints = checkpoints_of[vm.id]
        found = [
            (Part.CONFIGURATION, vm.configuration_location),
            (Part.CHECKPOINTS, vm.snapshot_file_location),
            *((Part.CHECKPOINTS, checkpoint.path) for checkpoint in checkpoints),
            (Part.SMART_PAGING, vm.smart_paging_file_path),
        ]
        drives = (*vm.hard_disk_drives, *(drive for checkpoint in checkpoints for drive in checkpoint.hard_disk_drives))
        for drive in drives:
            if drive.path is not None:
                found.append((Part.DISK, drive.path))
                found.extend((Part.PARENT, parent) for parent in ancestors(drive.path, parents))
        for part, path in found:
            places.setdefault((vm.id, path), Place(vm_id=vm.id, part=part, path=path))
    return tuple(places.values())


def ancestors(
    path: PureWindowsPath, parents: Mapping[PureWindowsPath, PureWindowsPath | None]
) -> tuple[PureWindowsPath, ...]:
    """Return the parents of a disk from the nearest to the base; a chain that bites its own tail ends there."""
    chain: list[PureWindowsPath] = []
    parent = parents.get(path)
    while parent is not None and parent not in chain and parent != path:
        chain.append(parent)
        parent = parents.get(parent)
    return tuple(chain)
