"""Documents of `Start-CopyTask`, `Get-CopyTask` and `Stop-CopyTask`."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.drives import exists
from migrator.lab.engines.python.shapers.own_files import make_folder, read_json, read_whole, remove, write_whole
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import text, utc

TASK = "migrator-copy"
WORK_FOLDER = "C:\\ProgramData\\migrator\\"
ENGINE = WORK_FOLDER + "engine\\Invoke-CopyQueue.ps1"
_TASKS = "ScheduledTasks\\"
_MIGRATION = re.compile(r"[a-z0-9][a-z0-9-]*")
_JOB = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def start_copy_task(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Queue a job and start the task."""
    base = _base(parameters)
    if not exists(cmdlets, ENGINE, "Leaf"):
        raise thrown("CopyEngineMissing")
    task = _task(cmdlets)
    if (
        exists(cmdlets, base + ".state.json", "Leaf")
        and str(read_json(cmdlets, base + ".state.json")["status"]).lower() == "running"
        and task is not None
        and text(task["State"]) == "Running"
    ):
        raise thrown("JobRunning")
    if should_process(parameters):
        make_folder(cmdlets, base.rpartition("\\")[0])
        for left_over in (base + ".state.json", base + ".stop"):
            if exists(cmdlets, left_over, "Leaf"):
                remove(cmdlets, left_over)
        write_whole(cmdlets, base + ".json", text(parameters["Job"]).encode())
        if task is None:
            _register(cmdlets)
        cmdlets(_TASKS + "Start-ScheduledTask", TaskName=TASK, TaskPath="\\")
    yield from ()


def get_copy_task(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield the job's one document."""
    base = _base(parameters)
    (system,) = cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_OperatingSystem")
    task = None
    queued, stopped = exists(cmdlets, base + ".json", "Leaf"), exists(cmdlets, base + ".stop", "Leaf")
    task = _task(cmdlets)
    state = base + ".state.json"
    yield {
        "job_id": text(parameters["JobId"]),
        "is_queued": queued,
        "is_stopped": stopped,
        "task_state": None if task is None else text(task["State"]),
        "state": read_whole(cmdlets, state).decode("utf-8-sig", errors="replace")
        if exists(cmdlets, state, "Leaf")
        else None,
        "host_now": utc(system["LocalDateTime"]),
    }


def stop_copy_task(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Write the stop mark."""
    base = _base(parameters)
    if not exists(cmdlets, base + ".json", "Leaf"):
        raise thrown("JobMissing")
    if should_process(parameters):
        cmdlets("Microsoft.PowerShell.Management\\New-Item", ItemType="File", Path=base + ".stop", Force=True)
    yield from ()


def _base(parameters: Mapping[str, PsValue]) -> str:
    migration, job = text(parameters["Migration"]), text(parameters["JobId"])
    if not _MIGRATION.fullmatch(migration) or not _JOB.fullmatch(job):
        raise thrown("NameNotFit")
    return f"{WORK_FOLDER}{migration}\\jobs\\{job}"


def _task(cmdlets: Cmdlets) -> PsObject | None:
    known = cmdlets(_TASKS + "Get-ScheduledTask", TaskName="migrator-cop*")
    ours = [task for task in known if text(task["TaskName"]).lower() == TASK and text(task["TaskPath"]) == "\\"]
    return next(iter(ours), None)


def _register(cmdlets: Cmdlets) -> None:
    action = cmdlets(
        _TASKS + "New-ScheduledTaskAction",
        Execute="powershell.exe",
        Argument="-NoProfile -NonInteractive -ExecutionPolicy Bypass -File " + ENGINE,
    )
    trigger = cmdlets(_TASKS + "New-ScheduledTaskTrigger", AtStartup=True)
    principal = cmdlets(
        _TASKS + "New-ScheduledTaskPrincipal", UserId="SYSTEM", LogonType="ServiceAccount", RunLevel="Highest"
    )
    settings = cmdlets(
        _TASKS + "New-ScheduledTaskSettingsSet",
        MultipleInstances="Queue",
        ExecutionTimeLimit=timedelta(),
        Priority=5,
        AllowStartIfOnBatteries=True,
        DontStopIfGoingOnBatteries=True,
    )
    cmdlets(
        _TASKS + "Register-ScheduledTask",
        TaskName=TASK,
        TaskPath="\\",
        Action=action[0],
        Trigger=trigger[0],
        Principal=principal[0],
        Settings=settings[0],
        Description="Copies virtual machines of a migration to external disks, and back.",
    )
