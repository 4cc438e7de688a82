"""Small but real VHDX files, as MS-VHDX describes them: written, read, and marked as written to by a guest."""

import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from migrator.lab.world import vhdx_layout as layout
from migrator.lab.world.vhdx_layout import MIB, Header, NotVhdx

__all__ = [
    "BLOCK_BYTES",
    "NotVhdx",
    "Parent",
    "Vhdx",
    "change_data_write_guid",
    "change_parent",
    "read_data_write_guid",
    "read_vhdx",
    "write_vhdx",
]

_CREATOR = "migrator rehearsal"
BLOCK_BYTES = 1 * MIB
"""The smallest block the format allows keeps the files small; what a cmdlet says of block size is the model's."""


@dataclass(frozen=True)
class Parent:
    """What a differencing disk knows of its parent."""

    data_write_guid: UUID
    """The parent's at the time of linking: a parent written to since is not the parent any more."""
    relative_path: str
    volume_path: str
    absolute_win32_path: str


@dataclass(frozen=True)
class Vhdx:
    """What the headers and the metadata of a VHDX file say."""

    file_write_guid: UUID
    data_write_guid: UUID
    disk_identifier: UUID
    size_bytes: int
    """What a guest would see of this small file; the declared size is the model's."""
    fixed: bool
    parent: Parent | None = None
    logical_sector_bytes: int = 512
    physical_sector_bytes: int = 4096
    block_bytes: int = BLOCK_BYTES
    sequence_number: int = 1
    declared: bytes = b""
    """What the lab says of the disk beyond these small bytes; see `declared_disk`."""


def write_vhdx(path: Path, vhdx: Vhdx, payload: bytes) -> None:
    """Create the file; `payload` is the guest's data from sector 0 on, all else is a hole of zeros."""
    blocks = -(-vhdx.size_bytes // vhdx.block_bytes)
    present = -(-len(payload) // vhdx.block_bytes)
    if present > blocks:
        raise ValueError(len(payload))
    bat_entries = blocks + blocks // (2**23 * vhdx.logical_sector_bytes // vhdx.block_bytes)
    bat_bytes = -(-bat_entries * 8 // MIB) * MIB
    first_payload = layout.BAT_OFFSET + bat_bytes
    header = Header(vhdx.sequence_number, vhdx.file_write_guid, vhdx.data_write_guid)
    with path.open("xb") as file:
        file.write(layout.IDENTIFIER + _CREATOR.encode("utf-16-le"))
        _write_at(file, layout.HEADER_OFFSETS[0], replace(header, sequence_number=header.sequence_number - 1).pack())
        _write_at(file, layout.HEADER_OFFSETS[1], header.pack())
        for offset in layout.REGION_TABLE_OFFSETS:
            _write_at(file, offset, layout.pack_region_table(bat_bytes))
        _write_at(file, layout.METADATA_OFFSET, layout.pack_metadata(_items(vhdx)))
        bat = layout.pack_bat(blocks, present, first_payload, vhdx.block_bytes, vhdx.logical_sector_bytes)
        _write_at(file, layout.BAT_OFFSET, bat)
        _write_at(file, first_payload, payload)
        file.truncate(first_payload + present * vhdx.block_bytes)


def read_vhdx(path: Path) -> Vhdx:
    """Read the file back; NotVhdx where it is none."""
    with path.open("rb") as file:
        header, _ = _current_header(file)
        items = _read_items(file)
    block_bytes, flags = struct.unpack("<II", items[layout.FILE_PARAMETERS])
    locator = items.get(layout.PARENT_LOCATOR)
    return Vhdx(
        file_write_guid=header.file_write_guid,
        data_write_guid=header.data_write_guid,
        disk_identifier=UUID(bytes_le=items[layout.VIRTUAL_DISK_ID]),
        size_bytes=_number(items[layout.VIRTUAL_DISK_SIZE]),
        fixed=bool(flags & layout.LEAVE_BLOCKS_ALLOCATED),
        parent=None if locator is None else _parent(layout.unpack_parent_locator(locator)),
        logical_sector_bytes=_number(items[layout.LOGICAL_SECTOR_SIZE]),
        physical_sector_bytes=_number(items[layout.PHYSICAL_SECTOR_SIZE]),
        block_bytes=block_bytes,
        sequence_number=header.sequence_number,
        declared=items.get(layout.DECLARED, b""),
    )


def read_data_write_guid(path: Path) -> UUID:
    """Return the GUID that changes with the first write of a guest; from the valid header that counts."""
    with path.open("rb") as file:
        return _current_header(file)[0].data_write_guid


def change_data_write_guid(path: Path, data_write_guid: UUID, file_write_guid: UUID) -> None:
    """Do what Hyper-V does before a guest's first write: the header that does not count is made the one that does."""
    with path.open("r+b") as file:
        header, index = _current_header(file)
        _write_at(
            file,
            layout.HEADER_OFFSETS[1 - index],
            Header(header.sequence_number + 1, file_write_guid, data_write_guid).pack(),
        )


def change_parent(path: Path, parent: Parent, file_write_guid: UUID) -> None:
    """Do what Hyper-V may do on opening a differencing disk: bring stale paths in its parent locator up to date.

    The guest's data stay what they are, and so does the DataWriteGuid; the bytes of the file do not.
    """
    items = _items(replace(read_vhdx(path), parent=parent))
    with path.open("r+b") as file:
        header, index = _current_header(file)
        region = layout.pack_metadata(items)
        _write_at(file, layout.METADATA_OFFSET, region.ljust(layout.ITEMS_OFFSET + layout.ITEMS_BYTES, b"\0"))
        newer = replace(header, sequence_number=header.sequence_number + 1, file_write_guid=file_write_guid)
        _write_at(file, layout.HEADER_OFFSETS[1 - index], newer.pack())


def _items(vhdx: Vhdx) -> dict[UUID, bytes]:
    flags = (layout.LEAVE_BLOCKS_ALLOCATED if vhdx.fixed else 0) | (layout.HAS_PARENT if vhdx.parent else 0)
    items = {
        layout.FILE_PARAMETERS: struct.pack("<II", vhdx.block_bytes, flags),
        layout.VIRTUAL_DISK_SIZE: struct.pack("<Q", vhdx.size_bytes),
        layout.VIRTUAL_DISK_ID: vhdx.disk_identifier.bytes_le,
        layout.LOGICAL_SECTOR_SIZE: struct.pack("<I", vhdx.logical_sector_bytes),
        layout.PHYSICAL_SECTOR_SIZE: struct.pack("<I", vhdx.physical_sector_bytes),
    }
    if vhdx.parent is not None:
        items[layout.PARENT_LOCATOR] = layout.pack_parent_locator(
            {
                "parent_linkage": f"{{{vhdx.parent.data_write_guid}}}",
                "relative_path": vhdx.parent.relative_path,
                "volume_path": vhdx.parent.volume_path,
                "absolute_win32_path": vhdx.parent.absolute_win32_path,
            }
        )
    if vhdx.declared:
        items[layout.DECLARED] = vhdx.declared
    return items


def _parent(entries: dict[str, str]) -> Parent:
    return Parent(
        data_write_guid=UUID(entries["parent_linkage"]),
        relative_path=entries["relative_path"],
        volume_path=entries["volume_path"],
        absolute_win32_path=entries["absolute_win32_path"],
    )


def _current_header(file: BinaryIO) -> tuple[Header, int]:
    if _read_at(file, 0, len(layout.IDENTIFIER)) != layout.IDENTIFIER:
        raise NotVhdx(file.name)
    read = [Header.unpack(_read_at(file, offset, layout.HEADER_BYTES)) for offset in layout.HEADER_OFFSETS]
    valid = [(header, index) for index, header in enumerate(read) if header is not None]
    if not valid:
        raise NotVhdx(file.name)
    return max(valid, key=lambda found: found[0].sequence_number)


def _read_items(file: BinaryIO) -> dict[UUID, bytes]:
    for table_offset in layout.REGION_TABLE_OFFSETS:
        table = layout.unpack_region_table(_read_at(file, table_offset, layout.REGION_TABLE_BYTES))
        for region, offset, length in table or ():
            if region == layout.METADATA_REGION:
                return layout.unpack_metadata(_read_at(file, offset, length))
    raise NotVhdx(file.name)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _read_at(file: BinaryIO, offset: int, length: int) -> bytes:
    file.seek(offset)
    return file.read(length)


def _write_at(file: BinaryIO, offset: int, data: bytes) -> None:
    file.seek(offset)
    file.write(data)
