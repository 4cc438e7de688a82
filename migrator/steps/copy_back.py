"""Virtual machines brought back from the external disks: the first disk, the other one only for what is bad there."""

from typing import Final

from migrator.copying.job import Operation
from migrator.copying.state import Failure, FailureReason, JobState, JobStatus
from migrator.domain.concern import Severity
from migrator.domain.new_host.judging import judged
from migrator.errors import ExternalDiskMissing, NoGoodCopy, OtherDiskNeeded
from migrator.steps.copy_jobs import (
    bad_of,
    copy_step_of,
    healing,
    items_copied,
    job_items,
    job_name,
    judged_job,
    make_job,
    not_as_copied,
    standing,
    start,
)
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.own_disks import disks_of, find_disks
from migrator.steps.situation import Situation


def restored(at: Situation) -> CheckAnswer:
    """Tell whether everything is back; where the disks that took part are bad in places, the other one is asked for."""
    return judged_job(at, job_name(at.step.id), lambda state: _restored(at, state))


def restore(at: Situation) -> None:
    """Copy back from the disks that are plugged in, in order; the second one gives only what is bad on the first."""
    found = find_disks(at)
    disks = [(disk, found[disk]) for disk in disks_of(at) if disk in found]
    if not disks:
        raise ExternalDiskMissing(host=at.session.host, disk=disks_of(at)[0].upper())
    items = job_items(at, items_copied(at, copy_step_of(at)), back=True)
    start(at, make_job(at, job_name(at.step.id), Operation.RESTORE, disks, items))


def verified(at: Situation) -> CheckAnswer:
    """Tell whether every restored file was read back from its disk as the copy says."""

    def judge(state: JobState) -> CheckAnswer:
        if state.status is JobStatus.FAILED:
            found = bad_of(state).model_dump()
            told = judged("copy.restored-not-proven", Severity.WARNING, at.step.subject, found, waivable=False)
            return truth(False).model_copy(update={"concerns": (told,), "error": not_as_copied(at, state)})
        return truth(True, files=len(state.files), bytes=sum(one.size_bytes for one in state.files))

    return judged_job(at, job_name(at.step.id), judge)


def verify(at: Situation) -> None:
    """Re-read the restored files; what an earlier re-read found bad is brought back once more before."""
    found = find_disks(at)
    disks = [(disk, found[disk]) for disk in disks_of(at) if disk in found]
    if not disks:
        raise ExternalDiskMissing(host=at.session.host, disk=disks_of(at)[0].upper())
    items = job_items(at, items_copied(at, copy_step_of(at)), back=True)
    name = job_name(at.step.id)
    earlier = standing(at, name).state
    if earlier is not None and earlier.status is JobStatus.FAILED:
        start(at, make_job(at, healing(name), Operation.RESTORE, disks, items))
    start(at, make_job(at, name, Operation.VERIFY_RESTORED, disks, items))


def _restored(at: Situation, state: JobState) -> CheckAnswer:
    bad = [one for one in state.failures if one.reason is FailureReason.NO_GOOD_COPY]
    lost = [one.disk for one in state.disks if one.failure is not None]
    if state.status is JobStatus.FAILED and (bad or lost):
        return _ask_for_the_other(at, state)
    rescues = [
        {"path": one.path, "offset_bytes": one.offset_bytes, "bad_on": one.bad_on, "taken_from": one.taken_from}
        for one in state.rescues
        if one.taken_from is not None
    ]
    failures = [{"path": one.path, "reason": str(one.reason)} for one in state.failures]
    found = {"files": state.files_total, "bytes": state.bytes_total, "rescues": rescues}
    answer = truth(not failures, **found, **({"failures": failures} if failures else {}))
    if not rescues:
        return answer
    told = judged(
        "copy.restored-from-other",
        Severity.WARNING,
        at.step.subject,
        {
            "disk": str(rescues[0]["bad_on"]).upper(),
            "other": str(rescues[0]["taken_from"]).upper(),
            "path": str(rescues[0]["path"]),
            "offset_bytes": int(str(rescues[0]["offset_bytes"])),
            "count": len(rescues),
        },
    )
    return answer.model_copy(update={"concerns": (told,)})


def _ask_for_the_other(at: Situation, state: JobState) -> CheckAnswer:
    """Say that another disk is needed, or that no disk has it; simply false where the one that is needed is plugged in."""
    tried = {one.disk for one in state.disks}
    left = [disk for disk in disks_of(at) if disk not in tried]
    first = next((one for one in state.failures if one.reason is FailureReason.NO_GOOD_COPY), None)
    if not left:
        # Without a bad place a disk went away in the middle: it is plugged in again, and the same job goes on.
        return truth(False) if first is None else _bad_everywhere(at, first, sorted(tried), len(state.failures))
    if not any(disk in find_disks(at) for disk in left):
        raise OtherDiskNeeded(
            host=at.session.host,
            vm=at.vm.name,
            disk=", ".join(sorted(disk.upper() for disk in tried)),
            other=", ".join(disk.upper() for disk in left),
            path=None if first is None else first.path,
            count=len(state.failures),
        )
    return truth(False)


def _bad_everywhere(at: Situation, first: Failure, disks: list[str], count: int) -> CheckAnswer:
    """Say it for the journal and as an error: whoever makes a disk readable again may try again."""
    names = ", ".join(disk.upper() for disk in disks)
    found = {"disks": names, "path": first.path, "offset_bytes": first.offset_bytes, "count": count}
    told = judged("copy.no-good-copy", Severity.WARNING, at.step.subject, found, waivable=False)
    error = NoGoodCopy(vm=at.vm.name, disks=names, path=first.path, offset_bytes=first.offset_bytes, count=count)
    return truth(False).model_copy(update={"concerns": (told,), "error": error})


RESTORE_VM: Final = StepLogic(check=restored, apply=restore)
VERIFY_VM: Final = StepLogic(check=verified, apply=verify)
