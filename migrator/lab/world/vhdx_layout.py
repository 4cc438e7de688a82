"""The structures of MS-VHDX 8.0 as bytes: what stands where in a VHDX file."""

import struct
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from migrator.lab.world.crc32c import crc32c

KIB = 1024
MIB = 1024 * KIB

IDENTIFIER = b"vhdxfile"
HEADER_OFFSETS = (64 * KIB, 128 * KIB)
HEADER_BYTES = 4 * KIB
REGION_TABLE_OFFSETS = (192 * KIB, 256 * KIB)
REGION_TABLE_BYTES = 64 * KIB
LOG_OFFSET = 1 * MIB
LOG_BYTES = 1 * MIB
METADATA_OFFSET = 2 * MIB
METADATA_BYTES = 1 * MIB
BAT_OFFSET = 3 * MIB
ITEMS_OFFSET = 64 * KIB
"""Metadata items begin behind the metadata table, counted from the metadata region."""
ITEMS_BYTES = 64 * KIB
"""Room that our items never fill."""

BAT_REGION = UUID("2dc27766-f623-4200-9d64-115e9bfd4a08")
METADATA_REGION = UUID("8b7ca206-4790-4b9a-b8fe-575f050f886e")

FILE_PARAMETERS = UUID("caa16737-fa36-4d43-b3b6-33f0aa44e76b")
VIRTUAL_DISK_SIZE = UUID("2fa54224-cd1b-4876-b211-5dbed83bf4b8")
VIRTUAL_DISK_ID = UUID("beca12ab-b2e6-4523-93ef-c309e000c746")
LOGICAL_SECTOR_SIZE = UUID("8141bf1d-a96f-4709-ba47-f233a8faab5f")
PHYSICAL_SECTOR_SIZE = UUID("cda348c7-445d-4471-9cc9-e9885251c556")
PARENT_LOCATOR = UUID("a8d35f2d-b30b-454d-abf7-d3d84834ab0c")
DECLARED = UUID("5d3c2a51-6f0e-4a0b-9d43-1c9b1f6f7a10")
"""Our own user item: what the lab declares of the disk, so that a copy of the file still says it."""
PARENT_LOCATOR_TYPE = UUID("b04aefb7-d19e-4a81-b789-25b8e9445913")

LEAVE_BLOCKS_ALLOCATED = 1
HAS_PARENT = 2
IS_USER = 1
IS_VIRTUAL_DISK = 2
IS_REQUIRED = 4
PAYLOAD_BLOCK_FULLY_PRESENT = 6

_HEADER = struct.Struct("<4sIQ16s16s16sHHIQ")
_REGION_HEADER = struct.Struct("<4sIII")
_REGION_ENTRY = struct.Struct("<16sQII")
_METADATA_HEADER = struct.Struct("<8sHH20s")
_METADATA_ENTRY = struct.Struct("<16sIIII")
_LOCATOR_HEADER = struct.Struct("<16sHH")
_LOCATOR_ENTRY = struct.Struct("<IIHH")


class NotVhdx(Exception):
    """The file is no VHDX, or a checksum in it is wrong."""


@dataclass(frozen=True)
class Header:
    """One of the two headers; the valid one with the higher sequence number counts."""

    sequence_number: int
    file_write_guid: UUID
    data_write_guid: UUID

    def pack(self) -> bytes:
        """Return the 4 KiB with their checksum; the log is said to be empty."""
        fields = (self.sequence_number, self.file_write_guid.bytes_le, self.data_write_guid.bytes_le, bytes(16))
        body = _HEADER.pack(b"head", 0, *fields, 0, 1, LOG_BYTES, LOG_OFFSET)
        return _sealed(body.ljust(HEADER_BYTES, b"\0"))

    @classmethod
    def unpack(cls, data: bytes) -> "Header | None":
        """Return the header, or None where signature or checksum do not hold."""
        if len(data) < HEADER_BYTES or not _is_sealed(data, b"head"):
            return None
        _, _, number, file_write, data_write, *_ = _HEADER.unpack_from(data)
        return cls(number, UUID(bytes_le=file_write), UUID(bytes_le=data_write))


def _sealed(data: bytes) -> bytes:
    return data[:4] + struct.pack("<I", crc32c(data)) + data[8:]


def _is_sealed(data: bytes, signature: bytes) -> bool:
    (claimed,) = struct.unpack_from("<I", data, 4)
    return data[:4] == signature and claimed == crc32c(data[:4] + bytes(4) + data[8:])


@lru_cache(maxsize=16)
def pack_region_table(bat_bytes: int) -> bytes:
    """Return the 64 KiB table of the two regions we have; most files share one, so it is kept."""
    data = _REGION_HEADER.pack(b"regi", 0, 2, 0)
    data += _REGION_ENTRY.pack(BAT_REGION.bytes_le, BAT_OFFSET, bat_bytes, 1)
    data += _REGION_ENTRY.pack(METADATA_REGION.bytes_le, METADATA_OFFSET, METADATA_BYTES, 1)
    return _sealed(data.ljust(REGION_TABLE_BYTES, b"\0"))


@lru_cache(maxsize=16)
def unpack_region_table(data: bytes) -> tuple[tuple[UUID, int, int], ...] | None:
    """Return region, offset and length of each entry; None where signature or checksum do not hold."""
    if len(data) < REGION_TABLE_BYTES or not _is_sealed(data, b"regi"):
        return None
    (_, _, count, _) = _REGION_HEADER.unpack_from(data)
    entries = (_REGION_ENTRY.unpack_from(data, _REGION_HEADER.size + i * _REGION_ENTRY.size) for i in range(count))
    return tuple((UUID(bytes_le=region), offset, length) for region, offset, length, _ in entries)


def pack_metadata(items: dict[UUID, bytes]) -> bytes:
    """Return the metadata region as far as it is not zero: the table, then the items."""
    table = _METADATA_HEADER.pack(b"metadata", 0, len(items), bytes(20))
    values = b""
    for item, value in items.items():
        of_disk = item in (VIRTUAL_DISK_SIZE, VIRTUAL_DISK_ID, LOGICAL_SECTOR_SIZE, PHYSICAL_SECTOR_SIZE)
        flags = IS_USER if item == DECLARED else IS_REQUIRED | (IS_VIRTUAL_DISK if of_disk else 0)
        table += _METADATA_ENTRY.pack(item.bytes_le, ITEMS_OFFSET + len(values), len(value), flags, 0)
        values += value
    return table.ljust(ITEMS_OFFSET, b"\0") + values


def unpack_metadata(region: bytes) -> dict[UUID, bytes]:
    """Return the items of a metadata region."""
    signature, _, count, _ = _METADATA_HEADER.unpack_from(region)
    if signature != b"metadata":
        raise NotVhdx(signature)
    entries = (
        _METADATA_ENTRY.unpack_from(region, _METADATA_HEADER.size + i * _METADATA_ENTRY.size) for i in range(count)
    )
    return {UUID(bytes_le=item): region[offset : offset + length] for item, offset, length, _, _ in entries}


def pack_parent_locator(entries: dict[str, str]) -> bytes:
    """Return the metadata item that tells where the parent is; keys and values are UTF-16 without an end mark."""
    head = _LOCATOR_HEADER.pack(PARENT_LOCATOR_TYPE.bytes_le, 0, len(entries))
    position = len(head) + len(entries) * _LOCATOR_ENTRY.size
    texts = b""
    for key, value in entries.items():
        key_bytes, value_bytes = key.encode("utf-16-le"), value.encode("utf-16-le")
        start = position + len(texts)
        head += _LOCATOR_ENTRY.pack(start, start + len(key_bytes), len(key_bytes), len(value_bytes))
        texts += key_bytes + value_bytes
    return head + texts


def unpack_parent_locator(item: bytes) -> dict[str, str]:
    """Return key and value of each entry of a parent locator."""
    kind, _, count = _LOCATOR_HEADER.unpack_from(item)
    if UUID(bytes_le=kind) != PARENT_LOCATOR_TYPE:
        raise NotVhdx(kind)
    found = {}
    for index in range(count):
        place = _LOCATOR_HEADER.size + index * _LOCATOR_ENTRY.size
        key, value, key_bytes, value_bytes = _LOCATOR_ENTRY.unpack_from(item, place)
        name = item[key : key + key_bytes].decode("utf-16-le")
        found[name] = item[value : value + value_bytes].decode("utf-16-le")
    return found


def pack_bat(block_count: int, present: int, first_payload: int, block_bytes: int, sector_bytes: int) -> bytes:
    """Return the block allocation table: the first `present` blocks lie one behind the other, the others nowhere.

    Behind each chunk of payload entries stands the entry of its sector bitmap, here never present: a block of a
    differencing disk is either wholly its own or wholly its parent's.
    """
    chunk = 2**23 * sector_bytes // block_bytes
    entries = []
    for block in range(block_count):
        entry = (first_payload + block * block_bytes) // MIB << 20 | PAYLOAD_BLOCK_FULLY_PRESENT
        entries.append(entry if block < present else 0)
        if block % chunk == chunk - 1:
            entries.append(0)
    return struct.pack(f"<{len(entries)}Q", *entries)
