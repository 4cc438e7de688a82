"""The operation `copy`: one read of the source into every bag."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from migrator.bag.uncovered import Uncovered
from migrator.copying.copy_entry import EntryCopy, Outcome
from migrator.copying.destination import Destination
from migrator.copying.job import Job
from migrator.copying.places import guarded, open_bags, why_refused
from migrator.copying.source import Found, Task, find_tasks, lies_in, look_again
from migrator.copying.state_keeper import StateKeeper
from migrator.copying.transfer import Means, Stopped
from migrator.ports.file_operations import FileOperations

AGAIN_AT_MOST_BYTES: Final = 64 << 20
"""A file that is still being written is a configuration file up to here, and beyond it a disk that somebody uses."""


def copy_items(job: Job, files: FileOperations, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    """Copy everything that is not in the bags yet; return whether it was stopped."""
    bags = open_bags(job, files, keeper)
    found = find_tasks(job, bags, files)
    for failure in found.failures:
        keeper.add_failure(failure)
    keeper.files_total = len(found.tasks)
    keeper.bytes_total = sum(task.entry.size_bytes for task in found.tasks)
    for bag in bags:
        with guarded(bag):
            _note_what_is_uncovered(bag, found, job)
    try:
        with ThreadPoolExecutor(max(1, len(bags)), "disk") as pool:
            means = Means(keeper, pool, job.sync_every_chunks, should_stop)
            for task in found.tasks:
                if should_stop():
                    return True
                _copy(task, job, files, _live(bags, job, files), means)
    except Stopped:
        return True
    finally:
        for bag in bags:
            if bag.failure is not None:
                keeper.fail_disk(bag.disk, bag.failure, bag.found)
    return False


def _live(bags: Sequence[Destination], job: Job, files: FileOperations) -> list[Destination]:
    places = {place.disk: place for place in job.bags}
    for bag in bags:
        if bag.failure is None:
            with guarded(bag):  # another controller may have taken over meanwhile
                refused = why_refused(places[bag.disk], job, files)
                if refused is not None:
                    bag.fail(refused)
    return [bag for bag in bags if bag.failure is None]


def _copy(task: Task, job: Job, files: FileOperations, live: list[Destination], means: Means) -> None:
    for attempt in range(1, job.attempts_while_changing + 1):
        if not live:
            return
        fresh = look_again(task, files)
        last = attempt == job.attempts_while_changing or fresh.entry.size_bytes > AGAIN_AT_MOST_BYTES
        copy = EntryCopy(fresh, live, files, means, replace_changed=job.replace_changed)
        if copy.run(is_last=last) is not Outcome.CHANGED or last:
            return
        live = [bag for bag in live if bag.failure is None]


def _note_what_is_uncovered(bag: Destination, found: Found, job: Job) -> None:
    for entry in found.gone:
        if bag.recorded(entry) is not None:
            bag.drop(entry)
    now = {task.entry.key for task in found.tasks}
    for failure in found.uncovered:
        bag.progress.leave_uncovered(*failure)
    named = {key for key, _ in found.uncovered}
    for key, uncovered in list(bag.progress.uncovered.items()):
        if key not in now | named and _is_meant(uncovered, job):
            bag.progress.forget(key)  # the source has no such file any more


def _is_meant(uncovered: Uncovered, job: Job) -> bool:
    return job.is_meant(uncovered.owner) and any(lies_in(item, uncovered.root, uncovered.path) for item in job.items)
