"""The operation `close`: writes each bag's manifests over everything that is proven there."""

from collections.abc import Callable
from datetime import datetime

from migrator.bag.closing import close_bag
from migrator.bag.uncovered import Uncovered
from migrator.copying.destination import Destination
from migrator.copying.job import Job
from migrator.copying.places import guarded, open_bags
from migrator.copying.progress import Stage
from migrator.copying.state import FailureReason
from migrator.copying.state_keeper import StateKeeper
from migrator.ports.file_operations import FileOperations


def close(job: Job, files: FileOperations, keeper: StateKeeper, *, now: Callable[[], datetime], made_by: str) -> None:
    """Close every bag, without what is not proven: that is named, and waits in the work folder."""
    for bag in open_bags(job, files, keeper):
        with guarded(bag):
            _close(bag, job, keeper, now=now, made_by=made_by)
        if bag.failure is not None:
            keeper.fail_disk(bag.disk, bag.failure, bag.found)


def _close(bag: Destination, job: Job, keeper: StateKeeper, *, now: Callable[[], datetime], made_by: str) -> None:
    progress = bag.progress
    proven, uncovered = [], dict(progress.uncovered)
    for key, entry in list(progress.entries.items()):
        bag.settle(entry)
        if key not in progress.entries:
            lost = Uncovered.of_entry(entry, FailureReason.VANISHED.value)
            progress.leave_uncovered(key, lost)
            uncovered[key] = lost
        elif progress.stages.get(key) is Stage.PROVEN:
            proven.append(entry)
        else:
            uncovered.setdefault(key, Uncovered.of_entry(entry, FailureReason.NOT_PROVEN.value))
            if progress.stages[key] is Stage.WRITTEN:
                bag.set_aside(entry)  # under `data` it would be a file that no manifest lists
    named = tuple(uncovered.values())
    number = close_bag(bag.work, proven, named, bag.files, migration=job.migration, closed_at=now(), made_by=made_by)
    keeper.closed(bag.disk, number, named)
    keeper.files_total = keeper.files_done = max(keeper.files_done, len(proven))
