"""A part of what is proven on each external disk, read again at the last look: no host can tell whether a disk was away since."""

from collections.abc import Iterator

from migrator.copying.job import Operation
from migrator.copying.state import JobState
from migrator.steps.copy_jobs import job_name, judged_job, make_job, start
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import truth
from migrator.steps.own_disks import disks_of, find_disks
from migrator.steps.situation import Situation


def sample_disks(at: Situation) -> None:
    """Let the host read one chunk in a hundred of each disk that is there, at least one of each file; others at each look."""
    found = find_disks(at)
    seed = f"{at.migration.id} {at.migration.now().isoformat()}"
    for disk in disks_of(at):
        if disk in found:
            job = make_job(at, _job(at, disk), Operation.SAMPLE, [(disk, found[disk])])
            start(at, job.model_copy(update={"sample_seed": seed}))


def samples(at: Situation) -> Iterator[tuple[str, CheckAnswer]]:
    """Yield for each disk that is there whether what was read is as it was proven; `bad` names what is not."""
    found = find_disks(at)
    for disk in disks_of(at):
        if disk in found:
            yield disk, judged_job(at, _job(at, disk), _judged)


def _job(at: Situation, disk: str) -> str:
    return job_name(at.step.id, "sample", disk)


def _judged(state: JobState) -> CheckAnswer:
    bad = {one.path for disk in state.disks for one in disk.differences}
    lost = [str(disk.failure) for disk in state.disks if disk.failure is not None]
    return truth(not bad and not lost and not state.failures, bad=[*sorted(bad), *lost])
