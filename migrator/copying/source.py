"""What is to be copied, and its content, read once."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from migrator.bag.entry import Entry
from migrator.bag.names import fault_of_true_path, folded
from migrator.bag.reading import first_unreadable
from migrator.copying.destination import Destination
from migrator.copying.job import Item, Job
from migrator.copying.state import Failure, FailureReason
from migrator.copying.vhdx import data_write_guid
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
        """Compare size, time and DataWriteGuid with what they were; raises SourceChanged."""
        now = self._files.facts(self._path)
        if (
            now is None
            or (now.size_bytes, now.modified_unix_ns) != (self._entry.size_bytes, self._entry.modified_unix_ns)
            or data_write_guid(self._path, self._files) != self._entry.data_write_guid
        ):
            raise SourceChanged

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


def find_tasks(job: Job, bags: list[Destination], files: FileOperations) -> tuple[list[Task], list[Failure]]:
    """Return everything that the job's items hold now or that a bag already has of them, and what cannot be copied."""
    tasks: dict[str, Task] = {}
    failures: list[Failure] = []
    seen: dict[str, str] = {}
    for item in job.items:
        for path in _paths(item, Path(job.roots[item.root]), files, failures):
            made = _task(item, path, job, files)
            if isinstance(made, Failure):
                failures.append(made)
            elif seen.setdefault(folded(made.entry.safe_path), made.entry.key) != made.entry.key:
                failures.append(_failure(FailureReason.NAME_COLLISION, item, path))
            else:
                tasks.setdefault(made.entry.key, made)
    for bag in bags:
        for key, entry in bag.progress.entries.items():
            if key not in tasks and any(holds(item, entry) for item in job.items):
                tasks[key] = Task(entry, Path(job.roots[entry.root]) / entry.true_path, is_there=False)
    return sorted(tasks.values(), key=lambda task: task.entry.safe_path), failures


def holds(item: Item, entry: Entry) -> bool:
    """Whether an entry is the item, or lies below it."""
    if item.root != entry.root:
        return False
    return item.path in (".", entry.true_path) or entry.true_path.startswith(f"{item.path}/")


def _paths(item: Item, root: Path, files: FileOperations, failures: list[Failure]) -> Iterator[str]:
    if item.path != "." and fault_of_true_path(item.path) is not None:
        failures.append(_failure(FailureReason.UNSAFE_PATH, item, item.path))
        return
    top = root / item.path
    facts = files.facts(top)
    if facts is None:
        failures.append(_failure(FailureReason.SOURCE_MISSING, item, item.path))
    elif facts.is_regular:
        yield item.path
    else:
        prefix = "" if item.path == "." else f"{item.path}/"
        try:
            yield from (f"{prefix}{path}" for path in files.files_below(top))
        except OSError as error:
            failures.append(_failure(FailureReason.SOURCE_UNREADABLE, item, item.path, error.strerror))


def _task(item: Item, path: str, job: Job, files: FileOperations) -> Task | Failure:
    if fault_of_true_path(path) is not None:
        return _failure(FailureReason.UNSAFE_PATH, item, path)
    full = Path(job.roots[item.root]) / path
    facts = files.facts(full)
    if facts is None:
        return _failure(FailureReason.SOURCE_MISSING, item, path)
    if not facts.is_regular:
        return _failure(FailureReason.NOT_A_FILE, item, path)
    entry = Entry.of(
        item.root,
        path,
        owner=item.owner,
        size_bytes=facts.size_bytes,
        modified_unix_ns=facts.modified_unix_ns,
        created_unix_ns=facts.created_unix_ns,
        attributes=facts.attributes,
        data_write_guid=data_write_guid(full, files),
        chunk_bytes=job.chunk_bytes,
    )
    return Task(entry, full, is_there=True)


def _failure(reason: FailureReason, item: Item, path: str, found: str | None = None) -> Failure:
    return Failure(reason=reason, root=item.root, path=shown(path), found=found)


def shown(path: str) -> str:
    """Return what can be shown of a path."""
    return path.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
