"""Whether a virtual machine's files on the source are as they were copied: what the wipe gate asks for each, now."""

from migrator.copying.job import Operation
from migrator.copying.state import ComparedWith, JobState
from migrator.domain.plan import StepId
from migrator.steps.copy_jobs import (
    items_copied,
    items_now,
    job_items,
    job_name,
    judged_job,
    make_job,
    source_volumes,
    start,
)
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import truth
from migrator.steps.own_disks import disks_of, find_disks
from migrator.steps.situation import Situation


def compare_source(at: Situation, copy_step: StepId) -> None:
    """Let the host compare size, times and a disk's own words of each file with what the bags have of it.

    `at` is a step about the virtual machine, or one with its situation; `copy_step` is the step that copied it.
    """
    items = items_copied(at, copy_step) or items_now(at)
    found = find_disks(at)
    disks = [(disk, found[disk]) for disk in disks_of(at) if disk in found]
    start(
        at,
        make_job(
            at,
            job_name("compare", copy_step),
            Operation.COMPARE_SOURCE,
            disks,
            job_items(at, items),
            source=source_volumes(at, items),
        ),
    )


def source_is_unchanged(at: Situation, copy_step: StepId) -> CheckAnswer:
    """Say what the comparison that `compare_source` began has found: IN_PROGRESS, or each file that differs."""
    return judged_job(at, job_name("compare", copy_step), _compared)


def _compared(state: JobState) -> CheckAnswer:
    changed = [
        {"path": one.path, "disk": one.disk, "result": str(one.result), "changed": list(one.changed)}
        for one in state.comparisons
        if one.result is not ComparedWith.UNCHANGED
    ]
    lost = [one.disk for one in state.disks if one.failure is not None]
    return truth(
        not changed and not lost and not state.failures, compared=len(state.comparisons), changed=changed, lost=lost
    )
