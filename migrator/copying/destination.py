"""One place that content is copied to: what it has already, and what makes it take no further part."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Final

from migrator.bag import layout
from migrator.bag.chunk_list import digest_of
from migrator.bag.entry import Entry
from migrator.copying.progress import Progress, Stage
from migrator.copying.state import FailureReason
from migrator.ports.file_operations import FileOperations

_REASONS: Final = {
    errno.ENOSPC: FailureReason.NO_ROOM,
    errno.EDQUOT: FailureReason.NO_ROOM,
    errno.EFBIG: FailureReason.NO_ROOM,
    errno.EROFS: FailureReason.READ_ONLY,
    errno.EACCES: FailureReason.READ_ONLY,
    errno.EPERM: FailureReason.READ_ONLY,
    errno.ENOENT: FailureReason.VANISHED,
    errno.ENODEV: FailureReason.VANISHED,
    errno.ENXIO: FailureReason.VANISHED,
    errno.ENOTDIR: FailureReason.VANISHED,
}

_DISK_FULL_WINDOWS: Final = (39, 112)


def reason_of(error: OSError) -> FailureReason:
    """Return the reason that an operating system's error stands for."""
    if getattr(error, "winerror", None) in _DISK_FULL_WINDOWS:
        return FailureReason.NO_ROOM
    return _REASONS.get(error.errno or 0, FailureReason.INPUT_OUTPUT)


class BadChunk(Exception):
    """A chunk is not what its digest says, or cannot be read."""


class Destination:
    """A bag, or a folder that entries are restored to: `work` holds what is ours, `place` says where an entry goes."""

    def __init__(self, disk: str, work: Path, place: Callable[[Entry], Path], files: FileOperations) -> None:
        self.disk = disk
        self.work = work
        self.files = files
        self.place = place
        self.failure: FailureReason | None = None
        self.found: str | None = None
        self.progress = Progress(work, files)

    @classmethod
    def bag(cls, disk: str, bag: Path, files: FileOperations) -> "Destination":
        """Return the destination that is a bag: content goes to its safe path."""
        return cls(disk, bag, lambda entry: bag / entry.safe_path, files)

    def fail(self, reason: FailureReason, found: str | None = None) -> None:
        """Take no further part; the first reason stays."""
        if self.failure is None:
            self.failure, self.found = reason, found

    def recorded(self, entry: Entry) -> Entry | None:
        """Return the entry as it was begun here, of whatever version; None where it never was."""
        return self.progress.entries.get(entry.key)

    def is_whole(self, entry: Entry) -> bool:
        """Whether this very version is here, written and synced."""
        known = self.recorded(entry)
        return (
            known is not None
            and known.same_version(entry)
            and self.progress.stages[entry.key] in (Stage.WRITTEN, Stage.PROVEN)
        )

    def is_mismatched(self, entry: Entry) -> bool:
        """Whether this very version is here, with chunks that are to be written again."""
        known = self.recorded(entry)
        stage = self.progress.stages.get(entry.key)
        return known is not None and known.same_version(entry) and stage is Stage.MISMATCHED

    def settle(self, entry: Entry) -> None:
        """Finish what a crash left between two records: give a whole file its name, open a mismatched one again."""
        known = self.recorded(entry)
        if known is None:
            return
        part, final = self.part(entry), self.place(known)
        final_facts = self.files.facts(final)
        match self.progress.stages[entry.key]:
            case Stage.WRITTEN | Stage.PROVEN if final_facts is None:
                if self.files.facts(part) is not None:
                    self.files.rename_new(part, final)
                else:
                    self.progress.record(Stage.DROPPED, entry.key)  # somebody removed it
            case Stage.MISMATCHED if final_facts is not None:
                self.files.make_folder(part.parent)
                self.files.rename_new(final, part)
            case _:
                pass

    def position(self, entry: Entry) -> int:
        """Return how many chunks of this version are here, synced."""
        known = self.recorded(entry)
        if known is None or not known.same_version(entry):
            return 0
        held = len(self.progress.digests(entry.key))
        if self.is_mismatched(entry):
            return 0
        if self.is_whole(entry):
            return entry.chunk_count if held >= entry.chunk_count else 0
        facts = self.files.facts(self.part(entry))
        there = 0 if facts is None else facts.size_bytes
        return min(held, entry.chunk_count if there >= entry.size_bytes else there // entry.chunk_bytes)

    def is_occupied(self, entry: Entry) -> bool:
        """Whether somebody else's file stands where the entry would go, or the way there leads elsewhere."""
        stands = not self.is_whole(entry) and self.files.facts(self.place(entry)) is not None
        return stands or self.leads_elsewhere(entry)

    def leads_elsewhere(self, entry: Entry) -> bool:
        """Whether a link on the way would take the entry out of the folder that it belongs to."""
        root = self.files.real(self.work.parent if self.work.name.startswith(".") else self.work)
        return not self.files.real(self.place(entry)).is_relative_to(root)

    def begin(self, entry: Entry) -> None:
        """Write down that the entry's unfinished file is ours; one of another version is forgotten."""
        known = self.recorded(entry)
        if known is None or not known.same_version(entry):
            self.progress.begin(entry)
            self.progress.keep_chunks(entry.key, 0)

    def drop(self, entry: Entry) -> None:
        """Forget an entry; what was written of it is removed."""
        known = self.recorded(entry)
        if known is not None and self.progress.stages[entry.key] in (Stage.WRITTEN, Stage.PROVEN):
            self.set_aside(known)  # a crash behind this line is settled: the file gets its name again
        self.progress.record(Stage.DROPPED, entry.key)
        self.progress.keep_chunks(entry.key, 0)
        self.files.remove(self.part(entry))

    def set_aside(self, entry: Entry) -> None:
        """Take a whole file back into the work folder; `settle` gives it its name again."""
        final, part = self.place(entry), self.part(entry)
        if self.files.facts(final) is not None:
            self.files.make_folder(part.parent)
            self.files.rename_new(final, part)

    def give_back(self, entry: Entry) -> None:
        """Undo `set_aside`."""
        if self.files.facts(self.part(entry)) is not None:
            self.files.rename_new(self.part(entry), self.place(entry))

    def part(self, entry: Entry) -> Path:
        """Return the entry's unfinished file."""
        return self.work / layout.unfinished(entry.key)

    def read_proven(self, entry: Entry, index: int, digest: bytes) -> bytes:
        """Return one chunk as it lies here; raises BadChunk where it is not what was read from the source."""
        path = self.place(entry) if self.is_whole(entry) else self.part(entry)
        try:
            file = self.files.open_read(path)
            try:
                chunk = file.read_at(index * entry.chunk_bytes, entry.chunk_size(index))
            finally:
                file.close()
        except OSError as error:
            raise BadChunk(self.disk) from error
        if digest_of(chunk) != digest:
            raise BadChunk(self.disk)
        return chunk
