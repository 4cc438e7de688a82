"""What Hyper-V writes out of a virtual machine, and where each file of it belongs on a host."""

from collections.abc import Iterable, Mapping
from pathlib import PureWindowsPath
from typing import Final

from migrator.domain.copy_items import CopyItem
from migrator.domain.external_disk import bag_name
from migrator.domain.inventory.disks import VirtualHardDisk
from migrator.domain.inventory.storage import FolderEntry

CONFIGURATIONS: Final = "Virtual Machines"
CHECKPOINTS: Final = "Snapshots"
_DISKS: Final = "Virtual Hard Disks"


def export_folder(migration: str) -> str:
    """Return the folder below the first disk's root that exports go to; it is no part of the bag."""
    return f"{bag_name(migration)}-exported"


def unlike_originals(
    disks: Iterable[VirtualHardDisk], exported: Iterable[FolderEntry], configuration: str
) -> tuple[str, ...]:
    """Return the names of disk files, and of the configuration, that the export does not have whole."""
    there = {PureWindowsPath(one.relative_path).name.casefold(): one.size_bytes for one in exported}
    wanted = {disk.path.name: disk.file_bytes for disk in disks}
    unlike = [name for name, size_bytes in wanted.items() if there.get(name.casefold()) != size_bytes]
    return tuple(sorted([*unlike, *([configuration] if configuration.casefold() not in there else [])]))


def exported_items(
    folders: Mapping[str, PureWindowsPath], disks: Iterable[str], exported: Iterable[FolderEntry], root: str
) -> tuple[CopyItem, ...]:
    """Return each exported file with the path that it had before: there it goes back to, whatever folder it was exported to.

    `folders` is what `CONFIGURATIONS` and `CHECKPOINTS` lie in on the host.
    """
    known = {PureWindowsPath(path).name.casefold(): PureWindowsPath(path) for path in disks}
    items = []
    for entry in exported:
        relative = PureWindowsPath(entry.relative_path)
        path = entry.root / relative
        folder = folders.get(relative.parts[0], folders[CONFIGURATIONS])
        back = known.get(relative.name.casefold()) if relative.parts[:1] == (_DISKS,) else None
        items.append(CopyItem(root=root, path="/".join(path.parts[1:]), host_path=str(back or folder / relative)))
    return tuple(items)
