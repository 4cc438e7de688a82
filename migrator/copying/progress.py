"""What one bag holds already: an append-only log on the disk itself, written before the next thing is done."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from migrator.bag import layout
from migrator.bag.chunk_list import LINE_BYTES, read_digests
from migrator.bag.entry import Entry, Key
from migrator.bag.uncovered import Uncovered
from migrator.copying.state import Rescue
from migrator.domain.canonical import canonical_json, plain
from migrator.domain.decisions import Sha256
from migrator.domain.model import Model
from migrator.ports.file_operations import FileOperations


class Stage(StrEnum):
    """How far an entry is; the last two say something about it and leave it where it is."""

    BEGUN = "begun"
    WRITTEN = "written"
    """Whole and synced; its unfinished file is about to get its name."""
    PROVEN = "proven"
    """Re-read: every chunk equalled the source's."""
    MISMATCHED = "mismatched"
    """Re-read: some chunks must be written again."""
    DROPPED = "dropped"
    """Forgotten, for the source changed."""
    UNCOVERED = "uncovered"
    """Cannot be whole as things are; until it is written after all."""
    RESCUED = "rescued"
    """A chunk was taken from elsewhere than it should have."""


class ProgressRecord(Model):
    """One line of the log."""

    event: Stage
    key: Key
    entry: Entry | None = None
    """With `begun`."""
    sha256: Sha256 | None = None
    """With `proven`."""
    bad_chunks: tuple[Annotated[int, Field(ge=0)], ...] = ()
    """With `mismatched`."""
    uncovered: Uncovered | None = None
    """With `uncovered`."""
    rescue: Rescue | None = None
    """With `rescued`."""


class Progress:
    """The log of one bag; one writer at a time."""

    def __init__(self, bag: Path, files: FileOperations) -> None:
        self._bag = bag
        self._files = files
        self._path = bag / layout.PROGRESS
        self._size = 0
        self.entries: dict[str, Entry] = {}
        self.stages: dict[str, Stage] = {}
        self.bad_chunks: dict[str, tuple[int, ...]] = {}
        self.uncovered: dict[str, Uncovered] = {}
        self.rescues: dict[str, list[Rescue]] = {}
        content = files.read_small(self._path) or b""
        whole = content[: content.rfind(b"\n") + 1]
        for line in whole.decode("utf-8").splitlines():
            self._take(ProgressRecord.model_validate(json.loads(line)))
        self._size = len(whole)

    def begin(self, entry: Entry) -> None:
        """Say that unfinished files of this entry are ours."""
        self._append(ProgressRecord(event=Stage.BEGUN, key=entry.key, entry=entry))

    def record(self, stage: Stage, key: str, *, sha256: str | None = None, bad_chunks: tuple[int, ...] = ()) -> None:
        """Say how far a begun entry is."""
        self._append(ProgressRecord(event=stage, key=key, sha256=sha256, bad_chunks=bad_chunks))

    def leave_uncovered(self, key: str, uncovered: Uncovered) -> None:
        """Say that a file cannot be whole here; said once."""
        if self.uncovered.get(key) != uncovered:
            self._append(ProgressRecord(event=Stage.UNCOVERED, key=key, uncovered=uncovered))

    def note_rescue(self, key: str, rescue: Rescue) -> None:
        """Keep what a later start of the job has to tell as well."""
        if rescue not in self.rescues.get(key, []):
            self._append(ProgressRecord(event=Stage.RESCUED, key=key, rescue=rescue))

    def forget(self, key: str) -> None:
        """Say that what was noted of a file, or begun of it, is of no account any more."""
        self._append(ProgressRecord(event=Stage.DROPPED, key=key))

    def digests(self, key: str) -> list[bytes]:
        """Return the digests of the chunks that are on the disk, synced."""
        return read_digests(self._files.read_small(self._bag / layout.chunk_list(key)) or b"")

    def keep_chunks(self, key: str, count: int) -> None:
        """Forget the digests beyond the first `count`."""
        path = self._bag / layout.chunk_list(key)
        if self._files.facts(path) is not None:
            file = self._files.open_write(path)
            try:
                file.truncate(min(file.size_bytes(), count * LINE_BYTES))
                file.sync()
            finally:
                file.close()

    def _append(self, record: ProgressRecord) -> None:
        line = (canonical_json(plain(record)) + "\n").encode()
        self._files.make_folder(self._path.parent)
        file = self._files.open_write(self._path)
        try:
            file.write_at(self._size, line)
            file.truncate(self._size + len(line))  # what a torn write left behind
            file.sync()
        finally:
            file.close()
        self._size += len(line)
        self._take(record)

    def _take(self, record: ProgressRecord) -> None:
        if record.uncovered is not None:
            self.uncovered[record.key] = record.uncovered
            return
        if record.rescue is not None:
            self.rescues.setdefault(record.key, []).append(record.rescue)
            return
        if record.event is not Stage.BEGUN:
            self.uncovered.pop(record.key, None)
        if record.event is Stage.DROPPED:
            self.entries.pop(record.key, None)
            self.stages.pop(record.key, None)
            return
        self.bad_chunks[record.key] = record.bad_chunks
        if record.entry is not None:
            self.entries[record.key] = record.entry
        elif record.event is Stage.PROVEN:
            self.entries[record.key] = self.entries[record.key].model_copy(update={"sha256": record.sha256})
        self.stages[record.key] = record.event
