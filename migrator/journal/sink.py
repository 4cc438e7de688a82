"""A place where a journal is kept: what any place must do, and the one that is a file."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from migrator.journal.chain import TornTail
from migrator.journal.lock import WriterLock


class SinkUnusable(Exception):
    """A place that does not take or give the journal any more; `found` says why, in the system's words."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class Sink(Protocol):
    """One of several places; all methods raise SinkUnusable when the place is gone or full."""

    @property
    def name(self) -> str:
        """How people and records call it: `controller`, `disk-a`, `disk-b`."""
        ...

    def lines(self) -> Iterator[bytes]:
        """Yield each line with its line end, and a torn last one without; nothing where there is no journal yet."""
        ...

    def append(self, line: bytes) -> None:
        """Write one line; when this returns, it survives a power failure."""
        ...

    def cut(self, torn: TornTail) -> str:
        """Move a torn last line into a file of its own and return that file's name."""
        ...

    def close(self) -> None:
        """Give the place free for another writer."""
        ...


class FileSink:
    """A journal in a file, with a lock file beside it."""

    def __init__(self, name: str, path: Path, *, sync: Callable[[int], None] = os.fsync) -> None:
        """Lock the place; raises JournalInUse. `sync` brings a file's bytes to the medium."""
        self._name = name
        self.path = path
        self._sync = sync
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = WriterLock(path.with_name(f"{path.name}.lock"), f"process {os.getpid()}")
        except OSError as error:
            raise _unusable(error) from error

    @property
    def name(self) -> str:
        """How people and records call it."""
        return self._name

    def lines(self) -> Iterator[bytes]:
        """Yield each line with its line end."""
        try:
            yield from file_lines(self.path)
        except OSError as error:
            raise _unusable(error) from error

    def append(self, line: bytes) -> None:
        """Write one line, synced."""
        try:
            is_new = not self.path.exists()
            with self.path.open("ab") as file:
                file.write(line + b"\n")
                file.flush()
                self._sync(file.fileno())
            if is_new:
                _sync_folder(self.path.parent)
        except OSError as error:
            raise _unusable(error) from error

    def cut(self, torn: TornTail) -> str:
        """Move the torn line into `<name>.torn-<line>`, synced before the journal gets shorter."""
        try:
            with self.path.open("r+b") as file:
                file.seek(torn.offset)
                content = file.read()
                with _new_file(self.path, torn.line).open("wb") as side:
                    side.write(content)
                    side.flush()
                    self._sync(side.fileno())
                file.truncate(torn.offset)
                self._sync(file.fileno())
        except OSError as error:
            raise _unusable(error) from error
        return Path(side.name).name

    def close(self) -> None:
        """Let another process write."""
        self._lock.close()


def file_lines(path: Path) -> Iterator[bytes]:
    """Yield a journal file's lines without locking it: for readers beside a writer."""
    if not path.exists():
        return
    with path.open("rb") as file:
        yield from file


def _new_file(path: Path, line: int) -> Path:
    number = 0
    while (side := path.with_name(f"{path.name}.torn-{line}" + (f".{number}" if number else ""))).exists():
        number += 1
    return side


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # NTFS brings a new name to the disk with the file; a folder cannot be opened there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unusable(error: OSError) -> SinkUnusable:
    return SinkUnusable(error.strerror or type(error).__name__)
