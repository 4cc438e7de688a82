"""Reads content once, for its SHA-256 and its chunks' digests at the same time."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from migrator.bag.chunk_list import digest_of
from migrator.ports.file_operations import ReadFile

PIECE_BYTES: Final = 64 << 10
_STEP_BYTES: Final = 1 << 20


class Interrupted(Exception):
    """A person asked to stop between two chunks."""


class Read(NamedTuple):
    """What a pass over a file found."""

    sha256: str
    """Of what was read; means nothing where `unreadable` is set."""
    size_bytes: int
    bad_chunks: tuple[int, ...]
    unreadable_at: int | None
    """Offset of the first piece that could not be read."""


def read_through(
    file: ReadFile,
    chunk_bytes: int,
    expected: Sequence[bytes],
    size_bytes: int,
    on_bytes: Callable[[int], None],
) -> Read:
    """Read `size_bytes` and anything beyond; compare each chunk with what is expected of it.

    `on_bytes` is told each chunk's length, and may raise Interrupted. With no expected digests only the whole is formed.
    """
    whole = hashlib.sha256()
    offset = 0
    bad: list[int] = []
    while True:
        index = offset // chunk_bytes
        try:
            chunk = file.read_at(offset, chunk_bytes)
        except OSError:
            return Read(whole.hexdigest(), offset, tuple(bad), first_unreadable(file, offset, chunk_bytes))
        if not chunk:
            break
        whole.update(chunk)
        if expected and (index >= len(expected) or digest_of(chunk) != expected[index]):
            bad.append(index)
        offset += len(chunk)
        on_bytes(len(chunk))
        if len(chunk) < chunk_bytes:
            break
    missing = range(-(-offset // chunk_bytes), -(-size_bytes // chunk_bytes)) if expected else ()
    return Read(whole.hexdigest(), offset, (*bad, *missing), None)


def first_unreadable(file: ReadFile, offset: int, size_bytes: int) -> int:
    """Return where in a chunk that was refused the disk really begins to fail, to 64 KiB."""
    for start in range(offset, offset + size_bytes, PIECE_BYTES):
        try:
            file.read_at(start, min(PIECE_BYTES, offset + size_bytes - start))
        except OSError:
            return start
    return offset


def sha256_of_file(file: ReadFile) -> str:
    """Return the hex SHA-256 of a whole small file."""
    return read_through(file, _STEP_BYTES, (), 0, lambda _: None).sha256
