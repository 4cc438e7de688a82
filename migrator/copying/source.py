"""What is to be copied, and its content, read once."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from migrator.bag.entry import Entry, key_of, shown_path
from migrator.bag.names import fault_of_true_path, folded
from migrator.bag.reading import first_unreadable
from migrator.bag.uncovered import Uncovered
from migrator.copying.destination import Destination
from migrator.copying.job import Item, Job
from migrator.copying.progress import Stage
from migrator.copying.state import Failure, FailureReason
from migrator.copying.vhdx import data_write_guid, vhd_footer
from migrator.ports.file_operations import FileOperations, ReadFile


class SourceUnreadable(Exception):
    """The source's disk refuses a piece; it is never made up."""

    def __init__(self, offset_bytes: int, found: str | None) -> None:
        super().__init__(offset_bytes, found)
        self.offset_bytes = offset_bytes
        self.found = found


class SourceChanged(Exception):
    """The source is no longer what it was when its reading began."""


class Task(NamedTuple):
    """One entry to be copied."""

    entry: Entry
    path: Path
    is_there: bool
    """False where the source has it no longer and only a bag knows it."""


class SourceFile:
    """An open source file."""

    def __init__(self, entry: Entry, path: Path, files: FileOperations) -> None:
        self._entry = entry
        self._path = path
        self._files = files
        self._file: ReadFile | None = None

    def read(self, index: int) -> bytes:
        """Return one chunk; raises SourceUnreadable or SourceChanged."""
        offset, size = index * self._entry.chunk_bytes, self._entry.chunk_size(index)
        try:
            if self._file is None:
                self._file = self._files.open_read(self._path)
            chunk = self._file.read_at(offset, size)
        except OSError as error:
            bad = offset if self._file is None else first_unreadable(self._file, offset, size)
            raise SourceUnreadable(bad, error.strerror) from error
        if len(chunk) != size:
            raise SourceChanged
        return chunk

    def check_unchanged(self) -> None:
        """Compare size, time and the disk's own word with what they were; raises SourceChanged."""
        now = _entry_of(self._path, self._entry, self._files)
        if now is None or not now.same_version(self._entry):
            raise SourceChanged

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


class Found(NamedTuple):
    """What a job's items hold."""

    tasks: list[Task]
    failures: list[Failure]
    uncovered: list[tuple[str, Uncovered]]
    """By key: what stands in `failures`, as a bag keeps it in mind."""
    gone: list[Entry]
    """What no bag ever had whole, and the source has no more: nothing is left to be copied of it."""


def find_tasks(job: Job, bags: Sequence[Destination], files: FileOperations) -> Found:
    """Return everything that the job's items hold now or that a bag already has of them, and what cannot be copied."""
    tasks: dict[str, Task] = {}
    found = Found([], [], [], [])
    seen: dict[str, str] = {}
    items = [item for item in job.items if job.is_meant(item.owner)]
    known = [entry for bag in bags for entry in bag.progress.entries.values()]
    whole = {key for bag in bags for key, stage in bag.progress.stages.items() if stage is not Stage.BEGUN}
    unseen: list[Item] = []
    for item in items:
        refused: list[tuple[str, FailureReason, str | None]] = []
        for path in _paths(item, Path(job.roots[item.root]), files, refused):
            made = _task(item, path, job, files)
            if isinstance(made, FailureReason):
                refused.append((path, made, None))
            elif seen.setdefault(folded(made.entry.safe_path), made.entry.key) != made.entry.key:
                refused.append((path, FailureReason.NAME_COLLISION, None))
            else:
                tasks.setdefault(made.entry.key, made)
        for path, reason, said in refused:
            held = [entry.key in whole for entry in known if holds(item, entry)]
            if reason is FailureReason.SOURCE_MISSING and held and all(held):
                continue  # a bag has it: that the source is gone is no reason not to give it to another disk
            unseen += [item] if path == item.path else []
            found.failures.append(Failure(reason=reason, root=item.root, path=shown_path(path), found=said))
            uncovered = Uncovered.of(item.root, path, owner=item.owner, reason=reason.value, found=said)
            found.uncovered.append((key_of(item.root, path), uncovered))
    for entry in known:
        if entry.key in tasks or not any(holds(item, entry) for item in items):
            continue
        if entry.key in whole or any(holds(item, entry) for item in unseen):
            tasks[entry.key] = Task(entry, Path(job.roots[entry.root]) / entry.true_path, is_there=False)
        else:
            found.gone.append(entry)
    found.tasks.extend(sorted(tasks.values(), key=lambda task: task.entry.safe_path))
    return found


def look_again(task: Task, files: FileOperations) -> Task:
    """Return the task as the source is now: hours may have passed since it was found."""
    entry = _entry_of(task.path, task.entry, files) if task.is_there else None
    return task if entry is None else task._replace(entry=entry)


def holds(item: Item, entry: Entry) -> bool:
    """Whether an entry is the item, or lies below it."""
    return lies_in(item, entry.root, entry.true_path)


def lies_in(item: Item, root: str, path: str) -> bool:
    """Whether a path is the item, or lies below it; as Windows has it, without regard to case."""
    if item.root != root:
        return False
    top, wanted = folded(item.path), folded(path)
    return top in (".", wanted) or wanted.startswith(f"{top}/")


def _paths(
    item: Item, root: Path, files: FileOperations, refused: list[tuple[str, FailureReason, str | None]]
) -> Iterator[str]:
    if item.path != "." and fault_of_true_path(item.path) is not None:
        refused.append((item.path, FailureReason.UNSAFE_PATH, None))
        return
    top = root / item.path
    facts = files.facts(top)
    if facts is None:
        refused.append((item.path, FailureReason.SOURCE_MISSING, None))
    elif facts.is_regular:
        yield item.path
    else:
        prefix = "" if item.path == "." else f"{item.path}/"
        try:
            yield from (f"{prefix}{path}" for path in files.files_below(top))
        except OSError as error:
            refused.append((item.path, FailureReason.SOURCE_UNREADABLE, error.strerror))


def _task(item: Item, path: str, job: Job, files: FileOperations) -> Task | FailureReason:
    if fault_of_true_path(path) is not None:
        return FailureReason.UNSAFE_PATH
    full = Path(job.roots[item.root]) / path
    facts = files.facts(full)
    if facts is None:
        return FailureReason.SOURCE_MISSING
    if not facts.is_regular:
        return FailureReason.NOT_A_FILE
    empty = Entry.of(item.root, path, owner=item.owner, size_bytes=0, modified_unix_ns=0, chunk_bytes=job.chunk_bytes)
    return Task(_entry_of(full, empty, files) or empty, full, is_there=True)


def _entry_of(path: Path, entry: Entry, files: FileOperations) -> Entry | None:
    facts = files.facts(path)
    if facts is None or not facts.is_regular:
        return None
    return Entry.of(
        entry.root,
        entry.true_path,
        owner=entry.owner,
        size_bytes=facts.size_bytes,
        modified_unix_ns=facts.modified_unix_ns,
        created_unix_ns=facts.created_unix_ns,
        attributes=facts.attributes,
        data_write_guid=data_write_guid(path, files),
        vhd_footer=vhd_footer(path, facts.size_bytes, files),
        chunk_bytes=entry.chunk_bytes,
    )
