"""Copies of a virtual machine on the external disks: made in one read, proven by a second one, closed."""

from typing import Final

from migrator.copying.job import Operation
from migrator.copying.state import JobState, JobStatus
from migrator.domain.concern import Concern, Severity
from migrator.domain.new_host.judging import judged
from migrator.steps.copy_jobs import (
    bad_of,
    copy_step_of,
    disk_job,
    healing,
    items_as_original,
    items_copied,
    items_now,
    job_items,
    job_name,
    judged_job,
    make_job,
    not_as_copied,
    source_volumes,
    standing,
    start,
)
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.own_disks import disk_of, disks_of, find_disk, find_disks
from migrator.steps.situation import Situation


def copied(at: Situation) -> CheckAnswer:
    """Tell whether every file is on each disk that is there; one that is away holds its own proofs, and the others go on."""
    answer = judged_job(at, _copy_job(at), lambda state: _copied(at, state))
    # With another disk in place of a lost one there is more to copy; what was built on the first one stands.
    return answer.model_copy(update={"may_be_taken_again": True})


def copy(at: Situation) -> None:
    """Read the source once, write to every disk that is there; what is copied already is left as it is."""
    items, found = items_now(at), find_disks(at)
    # A disk that is away takes no part; the check says so when the others are done.
    disks = [(disk, found[disk]) for disk in disks_of(at) if disk in found] or [
        (one, find_disk(at, one)) for one in disks_of(at)
    ]
    start(
        at,
        make_job(
            at,
            _copy_job(at),
            Operation.COPY,
            disks,
            job_items(at, items),
            source=source_volumes(at, items),
            # What is proven already is not touched any more: a disk that takes over gets the same, from wherever it is.
            replace_changed=not _is_proven(at),
        ),
    )


def proven(at: Situation) -> CheckAnswer:
    """Tell whether every chunk was read back from the disk as the source gave it, after it was copied."""
    disk = disk_of(at)

    def judge(state: JobState) -> CheckAnswer:
        copy_state = standing(at, _copy_job(at)).state
        if copy_state is not None and copy_state.heartbeat_at > state.started_at:
            return truth(False)  # copied again since
        if state.status is JobStatus.FAILED:
            told = {"concerns": (_not_proven(at, disk, state),), "error": not_as_copied(at, state)}
            return truth(False, disk=disk).model_copy(update=told)
        files = [{"path": one.path, "size_bytes": one.size_bytes, "sha256": one.sha256} for one in state.files]
        return truth(True, disk=disk, bytes=sum(one.size_bytes for one in state.files), files=files)

    return judged_job(at, disk_job(at), judge)


def prove(at: Situation) -> None:
    """Re-read this virtual machine's files on this disk; what an earlier re-read found bad is copied once more before."""
    disk, name = disk_of(at), disk_job(at)
    items = items_copied(at, copy_step_of(at)) or items_now(at)
    there, earlier = [(disk, find_disk(at, disk))], standing(at, name).state
    if earlier is not None and earlier.status is JobStatus.FAILED:
        source = source_volumes(at, items)
        start(at, make_job(at, healing(name), Operation.COPY, there, job_items(at, items), source=source))
    start(at, make_job(at, name, Operation.REREAD, there, job_items(at, items)))


def closed(at: Situation) -> CheckAnswer:
    """Tell whether the bag has its manifests over everything proven."""
    disk = disk_of(at)

    def judge(state: JobState) -> CheckAnswer:
        lost = next((one for one in state.disks if one.failure is not None), None)
        if lost is not None or state.status is JobStatus.FAILED:
            return truth(False, failure=None if lost is None else str(lost.failure))
        return truth(True, disk=disk, closed=any(one.closed_generation is not None for one in state.disks))

    return judged_job(at, disk_job(at), judge)


def close(at: Situation) -> None:
    """Write the manifests."""
    disk = disk_of(at)
    start(at, make_job(at, disk_job(at), Operation.CLOSE, [(disk, find_disk(at, disk))]))


def _copy_job(at: Situation) -> str:
    """Name one job for each set of disks: where another disk takes the place of a lost one, copying is left to do."""
    return job_name(copy_step_of(at), "".join(disks_of(at)))


def _is_proven(at: Situation) -> bool:
    past, vm_id = at.migration.past, str(at.vm.id)
    proofs = (one.id for one in at.migration.plan.steps if one.text == "prove-copy" and one.subject.id == vm_id)
    return any(past.is_confirmed(proof) for proof in proofs)


def _copied(at: Situation, state: JobState) -> CheckAnswer:
    whole = {one.disk for one in state.disks if one.failure is None}
    missing = [disk for disk in disks_of(at) if disk not in whole]
    reasons = {one.disk: str(one.failure) for one in state.disks if one.failure is not None}
    # A disk that is there and has not everything gets it; what one that is away lacks is said at its proofs.
    left = set(missing) & set(find_disks(at)) if missing else set()
    answer = truth(
        bool(whole) and not left and not state.failures,
        files=state.files_total,
        bytes=state.bytes_total,
        disks=sorted(whole),
        failures=[
            {"path": one.path, "reason": str(one.reason), "offset_bytes": one.offset_bytes} for one in state.failures
        ],
    )
    lost = [_lost(at, disk, reasons.get(disk, "missing")) for disk in missing]
    return answer.model_copy(update={"concerns": (*lost, *_not_copied(at, state))})


def _lost(at: Situation, disk: str, reason: str) -> Concern:
    return judged("copy.disk-lost", Severity.WARNING, at.step.subject, {"disk": disk.upper(), "reason": reason})


def _not_copied(at: Situation, state: JobState) -> tuple[Concern, ...]:
    return tuple(
        judged(
            "copy.file-not-copied",
            Severity.WARNING,
            at.step.subject,
            {"path": one.path, "reason": str(one.reason), "offset_bytes": one.offset_bytes},
            waivable=False,
        )
        for one in state.failures
    )


def _not_proven(at: Situation, disk: str, state: JobState) -> Concern:
    found = {"disk": disk.upper(), **bad_of(state).model_dump()}
    return judged("copy.not-proven", Severity.WARNING, at.step.subject, found, waivable=False)


COPY_VM: Final = StepLogic(check=copied, apply=copy, prepare=items_as_original)
PROVE_COPY: Final = StepLogic(check=proven, apply=prove)
CLOSE_BAG: Final = StepLogic(check=closed, apply=close)
