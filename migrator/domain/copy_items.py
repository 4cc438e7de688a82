"""Which files of a virtual machine are copied: its homes whole, and by name what lies elsewhere."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PureWindowsPath
from typing import Final
from uuid import UUID

from migrator.domain.homes import Home, Part, places_of
from migrator.domain.inventory.storage import FolderEntry
from migrator.domain.inventory.whole import Inventory
from migrator.domain.model import Model

_CONFIGURATIONS: Final = "Virtual Machines"
_CHECKPOINTS: Final = "Snapshots"


class CopyItem(Model):
    """A file, or a folder with all that is below it."""

    root: str
    """Name of its volume in job files."""
    path: str
    """Below the root, with `/`."""
    host_path: str
    """As the host wrote it: where it goes back to."""


def shared_folders(inventory: Inventory, vm_id: UUID, homes: Iterable[Home]) -> tuple[PureWindowsPath, ...]:
    """Return folders outside its homes that hold configurations or checkpoints, maybe of others too; they are to be listed."""
    own = [home.folder for home in homes if home.vm_id == vm_id]
    names = {Part.CONFIGURATION: _CONFIGURATIONS, Part.CHECKPOINTS: _CHECKPOINTS}
    found = [
        place.path / names[place.part]
        for place in places_of(inventory)
        if place.vm_id == vm_id and place.part in names and not _is_below(place.path, own)
    ]
    return tuple(dict.fromkeys(found))


def copy_items(
    inventory: Inventory,
    vm_id: UUID,
    homes: Iterable[Home],
    listed: Iterable[FolderEntry],
    root_of: Callable[[PureWindowsPath], str],
) -> tuple[CopyItem, ...]:
    """Return what is to be copied of a virtual machine; `listed` is what lies in its `shared_folders`."""
    own = sorted(home.folder for home in homes if home.vm_id == vm_id)
    ids = {str(vm_id).lower(), *(str(one.id).lower() for one in inventory.checkpoints if one.vm_id == vm_id)}
    paths = list(own)
    of_vm = (one for one in places_of(inventory) if one.vm_id == vm_id and one.part in (Part.DISK, Part.PARENT))
    paths.extend(one.path for one in of_vm if not _is_below(one.path, own))
    for entry in listed:
        name = PureWindowsPath(entry.relative_path)
        if len(name.parts) == 1 and name.stem.lower() in ids:
            paths.append(entry.root / name)
    return tuple(
        CopyItem(root=root_of(path), path="/".join(path.parts[1:]), host_path=str(path))
        for path in dict.fromkeys(paths)
    )


def roots_by_drive(volume_ids: Mapping[str, str]) -> Callable[[PureWindowsPath], str]:
    """Return the root of a path by its drive (`D:`); raises KeyError for a drive that is not there."""
    return lambda path: volume_ids[path.drive.upper()]


def _is_below(path: PureWindowsPath, folders: Iterable[PureWindowsPath]) -> bool:
    return any(path == folder or folder in path.parents for folder in folders)
