"""The operation `reread`: proves what was written, each disk by itself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from migrator.bag.difference import Difference, DifferenceKind
from migrator.bag.entry import Entry
from migrator.bag.reading import Interrupted
from migrator.copying.destination import Destination
from migrator.copying.job import Job
from migrator.copying.places import guarded, open_bags
from migrator.copying.progress import Stage
from migrator.copying.prove import prove
from migrator.copying.source import holds
from migrator.copying.state import FileDone
from migrator.copying.state_keeper import StateKeeper
from migrator.ports.file_operations import FileOperations


def reread(job: Job, files: FileOperations, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    """Re-read what is not proven yet, all disks at the same time; return whether it was stopped."""
    bags = open_bags(job, files, keeper)
    entries = {key: entry for bag in bags for key, entry in _meant(bag, job)}
    keeper.files_total = len(entries)
    keeper.bytes_total = sum(entry.size_bytes for entry in entries.values())
    with ThreadPoolExecutor(max(1, len(bags)), "disk") as pool:
        stopped = list(pool.map(lambda bag: _prove_all(bag, job, keeper, should_stop), bags))
    for bag in bags:
        if bag.failure is not None:
            keeper.fail_disk(bag.disk, bag.failure, bag.found)
    keeper.files_done = sum(all(bag.progress.stages.get(key) is Stage.PROVEN for bag in bags) for key in entries)
    return any(stopped)


def _prove_all(bag: Destination, job: Job, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    def count(size_bytes: int) -> None:
        keeper.add_bytes(bag.disk, size_bytes)
        if should_stop():
            raise Interrupted

    with guarded(bag):
        for key, entry in sorted(_meant(bag, job), key=lambda item: item[1].safe_path):
            bag.settle(entry)
            if key not in bag.progress.entries:
                missing = Difference(kind=DifferenceKind.MISSING, path=entry.safe_path)
                keeper.add_differences(bag.disk, [missing])
            if should_stop():
                return True
            try:
                if bag.progress.stages.get(key) is Stage.WRITTEN:
                    keeper.add_differences(bag.disk, prove(bag, entry, count))
                elif bag.progress.stages.get(key) is Stage.PROVEN:
                    keeper.add_bytes(bag.disk, entry.size_bytes)
            except Interrupted:
                return True
            if bag.progress.stages.get(key) is Stage.PROVEN:
                keeper.add_file(file_done(bag.progress.entries[key], bag.disk))
    return False


def file_done(entry: Entry, disk: str | None) -> FileDone:
    """Return what the state says of a proven entry."""
    return FileDone(
        root=entry.root,
        path=entry.path,
        owner=entry.owner,
        disk=disk,
        size_bytes=entry.size_bytes,
        sha256=entry.sha256 or "",
    )


def _meant(bag: Destination, job: Job) -> list[tuple[str, Entry]]:
    return [
        (key, entry)
        for key, entry in bag.progress.entries.items()
        if job.is_meant(entry.owner) and (not job.items or any(holds(item, entry) for item in job.items))
    ]
