"""The operation `reread`: proves what was written and closes the bags that are whole."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from migrator.bag.closing import close_bag
from migrator.bag.reading import Interrupted
from migrator.copying.destination import Destination
from migrator.copying.job import Job
from migrator.copying.places import guarded, open_bags
from migrator.copying.progress import Stage
from migrator.copying.prove import prove
from migrator.copying.state import Failure, FailureReason
from migrator.copying.state_keeper import StateKeeper
from migrator.ports.file_operations import FileOperations


def reread(
    job: Job,
    files: FileOperations,
    keeper: StateKeeper,
    should_stop: Callable[[], bool],
    *,
    now: Callable[[], datetime],
    made_by: str,
) -> bool:
    """Re-read what is not proven yet, all disks at the same time; return whether it was stopped."""
    bags = open_bags(job, files, keeper)
    entries = {key: entry for bag in bags for key, entry in bag.progress.entries.items()}
    keeper.files_total = len(entries)
    keeper.bytes_total = sum(entry.size_bytes for entry in entries.values())
    with ThreadPoolExecutor(max(1, len(bags)), "disk") as pool:
        stopped = list(pool.map(lambda bag: _prove_all(bag, keeper, should_stop), bags))
    for bag, was_stopped in zip(bags, stopped, strict=True):
        if not was_stopped and bag.failure is None:
            with guarded(bag):
                _close(bag, job, keeper, now=now, made_by=made_by)
        if bag.failure is not None:
            keeper.fail_disk(bag.disk, bag.failure, bag.found)
    keeper.files_done = sum(all(bag.progress.stages.get(key) is Stage.PROVEN for bag in bags) for key in entries)
    return any(stopped)


def _prove_all(bag: Destination, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    def count(size_bytes: int) -> None:
        keeper.add_bytes(bag.disk, size_bytes)
        if should_stop():
            raise Interrupted

    with guarded(bag):
        for key, entry in sorted(bag.progress.entries.items(), key=lambda item: item[1].safe_path):
            bag.settle(entry)
            stage = bag.progress.stages.get(key)
            try:
                if stage is Stage.PROVEN:
                    keeper.add_bytes(bag.disk, entry.size_bytes)
                elif stage is Stage.WRITTEN:
                    keeper.add_differences(bag.disk, prove(bag, entry, count))
                elif should_stop():
                    return True
            except Interrupted:
                return True
    return False


def _close(bag: Destination, job: Job, keeper: StateKeeper, *, now: Callable[[], datetime], made_by: str) -> None:
    progress = bag.progress
    missing = [entry for key, entry in progress.entries.items() if progress.stages[key] is not Stage.PROVEN]
    for entry in missing:
        keeper.add_failure(Failure(reason=FailureReason.NOT_COMPLETE, root=entry.root, path=entry.path, disk=bag.disk))
    if not missing:
        entries = progress.entries.values()
        number = close_bag(bag.work, entries, bag.files, migration=job.migration, closed_at=now(), made_by=made_by)
        keeper.closed(bag.disk, number)
