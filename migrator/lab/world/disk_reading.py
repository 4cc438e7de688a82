"""A virtual disk file as its own bytes describe it, and the way from a differencing disk to its parent."""

import struct
from dataclasses import replace
from uuid import UUID, uuid5

from migrator.lab.world.declared_disk import DeclaredDisk, NotDeclared, read_declared
from migrator.lab.world.drive import Entry, HostFiles
from migrator.lab.world.model_disk import VirtualDiskFile
from migrator.lab.world.vhd import NotVhd, read_vhd_footer
from migrator.lab.world.vhdx import NotVhdx, Parent, Vhdx, change_parent, read_vhdx


class Unreadable(Exception):
    """No header of the file holds."""


class ParentLost(Exception):
    """None of the places that a differencing disk names has its parent."""


class ParentChanged(Exception):
    """The parent was written to since the differencing disk was made, or is another disk."""


def read_disk(files: HostFiles, entry: Entry) -> VirtualDiskFile:
    """Return what the world declares of the file, and of a file that it does not know what the headers say."""
    declared = files.virtual_disk(entry)
    if declared is not None and (declared.identifier is not None or declared.error_id is not None):
        return declared
    try:
        found = _from_vhd(entry) if is_vhd(entry) else _from_vhdx(files, entry)
    except (NotVhdx, NotVhd, struct.error, ValueError) as fault:
        raise Unreadable(entry.path) from fault
    return found if declared is None else replace(declared, identifier=found.identifier)


def is_vhd(entry: Entry) -> bool:
    """Tell whether the file is of the old format, by its ending."""
    return entry.path.lower().endswith((".vhd", ".avhd"))


def parent_of(files: HostFiles, entry: Entry) -> Entry | None:
    """Return the parent's file; None where the disk has none. Raises ParentLost, ParentChanged, Unreadable."""
    facts = read_disk(files, entry)
    if facts.parent_path is None:
        return None
    parent = files.find(facts.parent_path)
    if parent is None:
        raise ParentLost(facts.parent_path)
    own, other = _header(entry), _header(parent)
    if own and own.parent and other and other.data_write_guid != own.parent.data_write_guid:
        raise ParentChanged(parent.path)
    return parent


def open_chain(files: HostFiles, entry: Entry) -> list[Entry]:
    """Open a disk with all its parents, as a virtual machine's start or a compatibility report does.

    A differencing disk that lies elsewhere than its parent locator says is **written to**: the paths in it are brought
    up to date. Raises what `parent_of` raises.
    """
    chain = [entry]
    while (parent := parent_of(files, chain[-1])) is not None:
        if parent in chain:
            raise ParentLost(parent.path)
        _update_locator(chain[-1], parent)
        chain.append(parent)
    return chain


def _update_locator(child: Entry, parent: Entry) -> None:
    header = _header(child)
    if header is None or header.parent is None:
        return
    locator = header.parent
    current = replace(
        locator, volume_path=parent.volume.unique_id + parent.relative_path, absolute_win32_path=parent.path
    )
    if current != locator:
        change_parent(child.real, current, uuid5(UUID(int=0), f"{locator}{current}"))


def _header(entry: Entry) -> Vhdx | None:
    """Give the header of a VHDX; None of a VHD, and of a file that is only declared to be a disk."""
    if is_vhd(entry):
        return None
    try:
        return read_vhdx(entry.real)
    except NotVhdx:
        return None


def _from_vhd(entry: Entry) -> VirtualDiskFile:
    footer = read_vhd_footer(entry.real)
    declared = _declared(footer.declared) or DeclaredDisk(footer.size_bytes, "Fixed", 0)
    return VirtualDiskFile(
        size_bytes=declared.size_bytes,
        vhd_format="VHD",
        vhd_type=declared.vhd_type,
        block_bytes=declared.block_bytes,
        identifier=footer.unique_id,
        parent_path=declared.parent_path,
    )


def _from_vhdx(files: HostFiles, entry: Entry) -> VirtualDiskFile:
    header = read_vhdx(entry.real)
    kind = "Fixed" if header.fixed else ("Differencing" if header.parent else "Dynamic")
    declared = _declared(header.declared) or DeclaredDisk(header.size_bytes, kind, VirtualDiskFile().block_bytes)
    return VirtualDiskFile(
        size_bytes=declared.size_bytes,
        vhd_type=kind,
        block_bytes=declared.block_bytes,
        identifier=header.disk_identifier,
        parent_path=None if header.parent is None else _resolved(files, entry, header.parent),
        logical_sector_bytes=header.logical_sector_bytes,
        physical_sector_bytes=header.physical_sector_bytes,
    )


def _declared(content: bytes) -> DeclaredDisk | None:
    try:
        return read_declared(content)
    except NotDeclared:
        return None


def _resolved(files: HostFiles, entry: Entry, locator: Parent) -> str:
    """Try the places in the format's order; where nothing is, name the absolute path."""
    folder = entry.path.rpartition("\\")[0]
    for place in (f"{folder}\\{locator.relative_path}", locator.volume_path, locator.absolute_win32_path):
        found = files.find(place)
        if found is not None and not found.is_folder:
            letter = found.volume.drive_letter
            by_volume = found.path.startswith("\\\\?\\") and place == locator.volume_path and letter is not None
            return f"{letter}:\\{found.relative_path}" if by_volume else found.path
    return locator.absolute_win32_path
