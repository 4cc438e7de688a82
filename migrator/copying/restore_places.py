"""Where each entry goes in a restore."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from migrator.bag.entry import Entry
from migrator.copying.destination import Destination
from migrator.copying.job import Job
from migrator.copying.source import holds
from migrator.ports.file_operations import FileOperations

WORK: Final = ".migrator-restore"
"""Beside what is restored: unfinished files and how far they are."""


class _Place(NamedTuple):
    base: Path
    path: Path


class RestorePlaces:
    """The folders that a restore fills, and their logs: one for each folder, whatever goes below it."""

    def __init__(self, job: Job, entries: Iterable[Entry]) -> None:
        self._job = job
        self._places = {entry.key: place for entry in entries if (place := _place(job, entry))}
        self._targets: dict[Path, Destination] = {}

    def targets(self) -> tuple[Destination, ...]:
        """Return the folders that were asked for so far."""
        return tuple(self._targets.values())

    def target(self, entry: Entry, files: FileOperations) -> Destination | None:
        """Return where the entry goes; None where the job has no place for it."""
        place = self._places.get(entry.key)
        if place is None:
            return None
        if place.base not in self._targets:
            # Progress is counted on the first bag's disk: a restore fills one place.
            self._targets[place.base] = Destination(
                self._job.bags[0].disk, place.base / WORK, lambda entry: self._places[entry.key].path, files
            )
        return self._targets[place.base]


def _place(job: Job, entry: Entry) -> _Place | None:
    for item in job.items:
        if item.to is not None and holds(item, entry):
            below = entry.true_path if item.path == "." else entry.true_path[len(item.path) + 1 :]
            top = Path(item.to)
            return _Place(top.parent, top / below if below else top)
    if entry.root in job.restore_to:
        folder = Path(job.restore_to[entry.root])
        return _Place(folder, folder / entry.true_path)
    return None
