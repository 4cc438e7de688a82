"""The operation `compare-source`: whether the source is still what was copied; nothing is written."""

from migrator.copying.destination import Destination
from migrator.copying.job import Job
from migrator.copying.places import guarded, open_bags
from migrator.copying.progress import Stage
from migrator.copying.source import Found, Task, find_tasks
from migrator.copying.state import ComparedWith, Comparison
from migrator.copying.state_keeper import StateKeeper
from migrator.ports.file_operations import FileOperations


def compare_source(job: Job, files: FileOperations, keeper: StateKeeper) -> None:
    """Compare size, time and the disks' own words, file by file, with each bag."""
    bags = open_bags(job, files, keeper)
    found: Found = find_tasks(job, bags, files)
    for failure in found.failures:
        keeper.add_failure(failure)
    keeper.files_total = len(found.tasks)
    for task in found.tasks:
        for bag in bags:
            with guarded(bag):
                keeper.add_comparison(_compare(task, bag))
        keeper.files_done += 1
    for bag in bags:
        if bag.failure is not None:
            keeper.fail_disk(bag.disk, bag.failure, bag.found)


def _compare(task: Task, bag: Destination) -> Comparison:
    known = bag.recorded(task.entry)
    changed: tuple[str, ...] = ()
    if known is None or bag.progress.stages[known.key] not in (Stage.WRITTEN, Stage.PROVEN):
        result = ComparedWith.NOT_IN_BAG
    elif not task.is_there:
        result = ComparedWith.MISSING
    else:
        changed = task.entry.changed_from(known)
        result = ComparedWith.CHANGED if changed else ComparedWith.UNCHANGED
    entry = task.entry
    return Comparison(
        root=entry.root, path=entry.path, owner=entry.owner, disk=bag.disk, result=result, changed=changed
    )
