"""What the copier asks of a file system: everything that can fail on a disk passes through here."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol


class FileFacts(NamedTuple):
    """What is known of a file without reading it."""

    size_bytes: int
    modified_unix_ns: int
    created_unix_ns: int | None
    """None where the file system does not say."""
    attributes: int
    """Windows file attributes; 0 elsewhere."""
    is_regular: bool
    """False for folders, links and devices, which are never followed or copied."""


class ReadFile(Protocol):
    """An open file that is read at any place; used by one thread at a time."""

    def read_at(self, offset: int, size_bytes: int) -> bytes:
        """Return up to `size_bytes`; fewer only at the end of the file. Raises OSError."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class WriteFile(Protocol):
    """An open file that is written at any place; used by one thread at a time."""

    def size_bytes(self) -> int:
        """Return the length so far."""
        ...

    def write_at(self, offset: int, data: bytes) -> None:
        """Write all of `data`. Raises OSError."""
        ...

    def truncate(self, size_bytes: int) -> None:
        """Set the length."""
        ...

    def sync(self) -> None:
        """Return only when what was written is on the disk, as far as the operating system can tell."""
        ...

    def close(self) -> None:
        """Let go of the file; does not sync."""
        ...


class FileOperations(Protocol):
    """A file system; every method raises OSError for what it cannot do."""

    def facts(self, path: Path) -> FileFacts | None:
        """Return what is known of `path` itself, never of what a link points to; None where nothing is there."""
        ...

    def files_below(self, folder: Path) -> Iterator[str]:
        """Yield everything below that is no folder, sorted, relative, with `/`; links are named, not followed."""
        ...

    def real(self, path: Path) -> Path:
        """Return the path with links followed, so that a caller sees where it would really lead."""
        ...

    def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
        """Open for reading, shared with writers; `from_disk` drops cached content first, as far as the system can."""
        ...

    def open_write(self, path: Path) -> WriteFile:
        """Open for writing without truncating; a missing file is created."""
        ...

    def read_small(self, path: Path) -> bytes | None:
        """Return a whole small file; None where nothing is there."""
        ...

    def replace_small(self, path: Path, content: bytes) -> None:
        """Put a whole small file in place: the old one or the new one is there at any moment, synced."""
        ...

    def make_folder(self, path: Path) -> None:
        """Create a folder with its parents; one that is there is fine."""
        ...

    def rename_new(self, old: Path, new: Path) -> None:
        """Rename and sync the folder; raises FileExistsError where `new` is taken."""
        ...

    def set_modified(self, path: Path, modified_unix_ns: int) -> None:
        """Set the time of last change."""
        ...

    def remove(self, path: Path) -> None:
        """Remove a file; one that is gone is fine."""
        ...

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder; one that is gone, or has something in it, is fine."""
        ...
