"""Queues copy jobs on a host, reads how far they are, and asks them to stop."""

from pydantic import ValidationError

from migrator.copying.job import Job
from migrator.copying.state import JobState
from migrator.domain.canonical import canonical_json, plain
from migrator.domain.model import Model, UtcTime
from migrator.errors import UnexpectedOutput
from migrator.hyperv.documents import read_document
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ScriptCall


class _CopyTask(Model):
    job_id: str
    is_queued: bool
    is_stopped: bool
    task_state: str | None
    state: str | None
    host_now: UtcTime


class CopyTask(Model):
    """A job on a host at one moment."""

    is_queued: bool
    """Its job file is there."""
    is_stopping: bool
    """It was asked to stop."""
    is_working: bool
    """The task that works through the queue runs, or will in a moment."""
    state: JobState | None
    """None until somebody began with it."""
    silent_s: float
    """How long ago its heart beat, by the host's own clock; 0 without a state."""


def start_copy_task(session: HostSession, migration: str, job: Job) -> None:
    """Put the job into the queue, in place of an earlier start of it, and start the task."""
    text = canonical_json(plain(job))
    session.run(ScriptCall(load_script("Start-CopyTask"), {"Migration": migration, "JobId": job.job, "Job": text}))


def get_copy_task(session: HostSession, migration: str, job_id: str) -> CopyTask:
    """Return where the job stands."""
    found = read_document(session, "Get-CopyTask", _CopyTask, {"Migration": migration, "JobId": job_id})
    state = None if found.state is None else _state(session, found.state)
    silent_s = 0.0 if state is None else (found.host_now - state.heartbeat_at).total_seconds()
    return CopyTask(
        is_queued=found.is_queued,
        is_stopping=found.is_stopped,
        is_working=found.task_state in {"Running", "Queued"},
        state=state,
        silent_s=max(silent_s, 0.0),
    )


def stop_copy_task(session: HostSession, migration: str, job_id: str) -> None:
    """Ask the job to end in good order."""
    session.run(ScriptCall(load_script("Stop-CopyTask"), {"Migration": migration, "JobId": job_id}))


def _state(session: HostSession, text: str) -> JobState:
    try:
        return JobState.model_validate_json(text)
    except ValidationError as refused:
        fault = refused.errors(include_url=False, include_input=False)[0]
        found = f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        raise UnexpectedOutput(host=session.host, attempted="Get-CopyTask", found=found, document=1) from refused
