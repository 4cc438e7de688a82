"""What a virtual disk says of its own version: a VHDX by a GUID in its headers, a VHD by its footer."""

import hashlib
import uuid
from pathlib import Path
from typing import Final

from migrator.ports.file_operations import FileOperations

_HEADERS_AT: Final = (64 << 10, 128 << 10)
_HEADER_BYTES: Final = 4096
_CHECKSUM: Final = slice(4, 8)
_SEQUENCE: Final = slice(8, 16)
_DATA_WRITE_GUID: Final = slice(32, 48)
_FOOTER_BYTES: Final = 512
_ENDINGS: Final = frozenset({".vhdx", ".avhdx"})
_OLD_ENDINGS: Final = frozenset({".vhd", ".avhd"})
_CASTAGNOLI: Final = 0x82F63B78


def data_write_guid(path: Path, files: FileOperations) -> str | None:
    """Return the DataWriteGuid of the header in force; None for what is no VHDX or cannot be read."""
    if path.suffix.lower() not in _ENDINGS:
        return None
    try:
        file = files.open_read(path)
        try:
            headers = [file.read_at(offset, _HEADER_BYTES) for offset in _HEADERS_AT]
        finally:
            file.close()
    except OSError:
        return None  # whoever reads the content will meet the same fault and name its place
    valid = [header for header in headers if _is_valid(header)]
    if not valid:
        return None
    newest = max(valid, key=lambda header: int.from_bytes(header[_SEQUENCE], "little"))
    return str(uuid.UUID(bytes_le=newest[_DATA_WRITE_GUID]))


def vhd_footer(path: Path, size_bytes: int, files: FileOperations) -> str | None:
    """Return the SHA-256 of a VHD's footer; None for what is no VHD or cannot be read."""
    if path.suffix.lower() not in _OLD_ENDINGS:
        return None
    try:
        file = files.open_read(path)
        try:
            footer = file.read_at(max(0, size_bytes - _FOOTER_BYTES), _FOOTER_BYTES)
        finally:
            file.close()
    except OSError:
        return None  # as above
    return hashlib.sha256(footer).hexdigest()


def _is_valid(header: bytes) -> bool:
    if len(header) != _HEADER_BYTES or header[:4] != b"head":
        return False
    without = header[:4] + bytes(4) + header[8:]
    return int.from_bytes(header[_CHECKSUM], "little") == _crc32c(without)


def _crc32c(data: bytes) -> int:
    remainder = 0xFFFFFFFF
    for byte in data:
        remainder = _TABLE[(remainder ^ byte) & 0xFF] ^ (remainder >> 8)
    return remainder ^ 0xFFFFFFFF


def _table() -> tuple[int, ...]:
    made = []
    for value in range(256):
        remainder = value
        for _ in range(8):
            remainder = (remainder >> 1) ^ (_CASTAGNOLI if remainder & 1 else 0)
        made.append(remainder)
    return tuple(made)


_TABLE: Final = _table()
