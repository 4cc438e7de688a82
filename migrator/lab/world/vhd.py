"""Small but real VHD files: the 512-byte footer of the old format, before it the guest's data."""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

FOOTER_BYTES = 512
SECTOR_BYTES = 512
FIXED = 2
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_FOOTER = struct.Struct(">8sIIQI4sI4sQQHBBII16sB427s")
_CHECKSUM_OFFSET = 64
_NO_DATA_OFFSET = 0xFFFFFFFFFFFFFFFF


class NotVhd(Exception):
    """The file has no valid footer."""


@dataclass(frozen=True)
class VhdFooter:
    """What the footer says; disks here are fixed ones, the only kind that is nothing but data and footer."""

    unique_id: UUID
    created_at: datetime
    size_bytes: int
    """A multiple of 512."""
    declared: bytes = b""
    """What the lab says of the disk beyond these small bytes, in the reserved part; see `declared_disk`."""

    def pack(self) -> bytes:
        """Return the 512 bytes with their checksum."""
        seconds = int((self.created_at - _EPOCH).total_seconds())
        blank = self._fields(seconds, 0)
        return self._fields(seconds, checksum(blank))

    def _fields(self, seconds: int, sealed: int) -> bytes:
        cylinders, heads, sectors = geometry(self.size_bytes // SECTOR_BYTES)
        return _FOOTER.pack(
            b"conectix",
            2,
            0x00010000,
            _NO_DATA_OFFSET,
            seconds,
            b"win ",
            0x000A0000,
            b"Wi2k",
            self.size_bytes,
            self.size_bytes,
            cylinders,
            heads,
            sectors,
            FIXED,
            sealed,
            self.unique_id.bytes,
            0,
            self.declared,
        )

    @classmethod
    def unpack(cls, data: bytes) -> "VhdFooter":
        """Read a footer; NotVhd where cookie or checksum do not hold."""
        if len(data) != FOOTER_BYTES or data[:8] != b"conectix":
            raise NotVhd(data[:8])
        _, _, _, _, seconds, _, _, _, _, size, _, _, _, _, sealed, unique_id, _, declared = _FOOTER.unpack(data)
        if sealed != checksum(data):
            raise NotVhd(sealed)
        return cls(UUID(bytes=unique_id), _EPOCH + timedelta(seconds=seconds), size, declared.rstrip(b"\0"))


def checksum(footer: bytes) -> int:
    """Return the one's complement of the sum of all bytes but the checksum's own."""
    end = _CHECKSUM_OFFSET + 4
    return ~(sum(footer[:_CHECKSUM_OFFSET]) + sum(footer[end:])) & 0xFFFFFFFF


def geometry(total_sectors: int) -> tuple[int, int, int]:
    """Return cylinders, heads, sectors per track, by the rule of the format's appendix."""
    total = min(total_sectors, 65535 * 16 * 255)
    if total >= 65535 * 16 * 63:
        return total // 255 // 16, 16, 255
    sectors = 17
    tracks = total // sectors
    heads = max((tracks + 1023) // 1024, 4)
    if tracks >= heads * 1024 or heads > 16:  # noqa: PLR2004 the format's own numbers
        sectors, heads = 31, 16
        tracks = total // sectors
    if tracks >= heads * 1024:
        sectors, heads = 63, 16
        tracks = total // sectors
    return tracks // heads, heads, sectors


def write_vhd(path: Path, footer: VhdFooter, payload: bytes) -> None:
    """Create a fixed disk: the payload, a hole up to its size, the footer."""
    if len(payload) > footer.size_bytes or footer.size_bytes % SECTOR_BYTES:
        raise ValueError(footer.size_bytes)
    with path.open("xb") as file:
        file.write(payload)
        file.seek(footer.size_bytes)
        file.write(footer.pack())


def read_vhd_footer(path: Path) -> VhdFooter:
    """Read the footer at the end of the file."""
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(file.tell() - FOOTER_BYTES, 0))
        return VhdFooter.unpack(file.read())
