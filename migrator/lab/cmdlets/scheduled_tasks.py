"""Scheduled tasks of a host: they belong to it and not to a session, so they go on when every session has ended."""

from datetime import datetime, timedelta
from typing import Final

from migrator.lab.cmdlets.api import PsEnum, PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.narrowed import narrowed
from migrator.lab.cmdlets.refusals import cim_not_found
from migrator.lab.world.model import ScheduledTask

_CIM: Final = "Microsoft.Management.Infrastructure.CimInstance#Root/Microsoft/Windows/TaskScheduler/"
_GENERATED: Final = "Microsoft.PowerShell.Cmdletization.GeneratedTypes.ScheduledTask."
_ALREADY_EXISTS: Final = -2147024713
_HAS_NOT_RUN: Final = 0x00041303
_IS_RUNNING: Final = 0x00041301
_WAS_TERMINATED: Final = 0x00041306
_NEVER: Final = datetime.fromisoformat("1999-11-30T00:00:00+00:00")
"""What Get-ScheduledTaskInfo gives for a task that never ran."""


def new_scheduled_task_action(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\New-ScheduledTaskAction -Execute [-Argument] [-WorkingDirectory]."""
    del here
    properties: dict[str, PsValue] = {
        "Execute": bound.text("Execute"),
        "Arguments": bound.text("Argument"),
        "WorkingDirectory": bound.text("WorkingDirectory"),
    }
    return [PsObject(_CIM + "MSFT_TaskAction", properties)]


def new_scheduled_task_trigger(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\New-ScheduledTaskTrigger -AtStartup."""
    del here
    return [PsObject(_CIM + "MSFT_TaskTrigger", {"Enabled": True, "Id": bound.text("Id")})]


def new_scheduled_task_principal(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\New-ScheduledTaskPrincipal -UserId [-LogonType] [-RunLevel]."""
    del here
    properties: dict[str, PsValue] = {
        "UserId": bound.text("UserId"),
        "LogonType": PsEnum(_GENERATED + "LogonTypeEnum", bound.text("LogonType") or "None"),
        "RunLevel": PsEnum(_GENERATED + "RunLevelEnum", bound.text("RunLevel") or "Limited"),
    }
    return [PsObject(_CIM + "MSFT_TaskPrincipal", properties)]


def new_scheduled_task_settings_set(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\New-ScheduledTaskSettingsSet [-MultipleInstances] [-ExecutionTimeLimit] [-Priority] ..."""
    del here
    limit = bound.value("ExecutionTimeLimit")
    properties: dict[str, PsValue] = {
        "MultipleInstances": PsEnum(
            _GENERATED + "MultipleInstancesEnum", bound.text("MultipleInstances") or "IgnoreNew"
        ),
        "ExecutionTimeLimit": "PT72H" if limit is None else _duration(limit),
        "Priority": bound.numbers("Priority")[0] if "Priority" in bound else 7,
        "DisallowStartIfOnBatteries": not bound.flag("AllowStartIfOnBatteries"),
        "StopIfGoingOnBatteries": not bound.flag("DontStopIfGoingOnBatteries"),
    }
    return [PsObject(_CIM + "MSFT_TaskSettings", properties)]


def register_scheduled_task(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\Register-ScheduledTask -TaskName -Action [-TaskPath] [-Principal] [-Settings] [-Description] [-Force]."""
    name, path = bound.text("TaskName") or "", _folder(bound)
    known = _find(here, name, path)
    if known is not None and not bound.flag("Force"):
        raise PsError(
            "Cannot create a file when that file already exists.",
            error_id="HRESULT 0x800700b7,Register-ScheduledTask",
            category="ResourceExists",
            exception_type="Microsoft.Management.Infrastructure.CimException",
            hresult=_ALREADY_EXISTS,
        )
    task = ScheduledTask(name, path) if known is None else known
    action = bound.objects("Action")[0]
    task.execute, task.arguments = str(action["Execute"]), str(action["Arguments"] or "")
    task.description = bound.text("Description") or ""
    for principal in bound.objects("Principal"):
        task.user_id, task.run_level = str(principal["UserId"]), str(principal["RunLevel"])
    for settings in bound.objects("Settings"):
        task.multiple_instances = str(settings["MultipleInstances"])
        task.execution_time_limit = str(settings["ExecutionTimeLimit"])
    if known is None:
        here.host.tasks.append(task)
    return [_task(task)]


def get_scheduled_task(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\Get-ScheduledTask [[-TaskName]] [[-TaskPath]]."""
    found = [_task(task) for task in here.host.tasks]
    return narrowed(found, bound, {"TaskName": "TaskName", "TaskPath": "TaskPath"}, "Get-ScheduledTask")


def get_scheduled_task_info(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\Get-ScheduledTaskInfo -TaskName [-TaskPath]."""
    task = _one(here, bound, "Get-ScheduledTaskInfo")
    result = _HAS_NOT_RUN if task.last_run_at is None else task.last_result
    properties: dict[str, PsValue] = {
        "TaskName": task.name,
        "TaskPath": task.path,
        "LastRunTime": task.last_run_at or _NEVER,
        "LastTaskResult": _IS_RUNNING if task.state == "Running" else result,
        "NextRunTime": None,
        "NumberOfMissedRuns": 0,
    }
    return [PsObject(_CIM + "MSFT_TaskDynamicInfo", properties)]


def start_scheduled_task(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\Start-ScheduledTask -TaskName [-TaskPath]: the host's own doing from now on."""
    task = _one(here, bound, "Start-ScheduledTask")
    if task.state == "Disabled":
        raise PsError(
            "The operation being requested was not performed because the task is disabled.",
            error_id="HRESULT 0x80041326,Start-ScheduledTask",
            category="InvalidOperation",
            exception_type="Microsoft.Management.Infrastructure.CimException",
        )
    if task.state != "Running" or task.multiple_instances != "IgnoreNew":
        task.state, task.last_run_at = "Running", here.now
        here.work.started(here.host, task)
    return []


def stop_scheduled_task(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\Stop-ScheduledTask -TaskName [-TaskPath]: ends the process where it stands."""
    task = _one(here, bound, "Stop-ScheduledTask")
    if task.state == "Running":
        here.work.ended(here.host, task)
        task.state, task.last_result = "Ready", _WAS_TERMINATED
    return []


def unregister_scheduled_task(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ScheduledTasks\Unregister-ScheduledTask -TaskName [-TaskPath] -Confirm:$false: what runs goes on to its end."""
    task = _one(here, bound, "Unregister-ScheduledTask")
    here.host.tasks = [other for other in here.host.tasks if other is not task]
    return []


def _one(here: HostContext, bound: Bound, command: str) -> ScheduledTask:
    task = _find(here, bound.text("TaskName") or "", _folder(bound))
    if task is None:
        raise cim_not_found(f"TaskName,{command}", "MSFT_ScheduledTask")
    return task


def _find(here: HostContext, name: str, path: str) -> ScheduledTask | None:
    wanted = (name.lower(), path.lower())
    return next((task for task in here.host.tasks if (task.name.lower(), task.path.lower()) == wanted), None)


def _folder(bound: Bound) -> str:
    return "\\" + f"{(bound.text('TaskPath') or '').strip(chr(92))}\\".lstrip("\\")


def _task(task: ScheduledTask) -> PsObject:
    properties: dict[str, PsValue] = {
        "TaskName": task.name,
        "TaskPath": task.path,
        "URI": task.path + task.name,
        "State": PsEnum(_GENERATED + "StateEnum", task.state),
        "Author": None,
        "Description": task.description or None,
    }
    return PsObject(_CIM + "MSFT_ScheduledTask", properties)


def _duration(value: PsValue) -> str:
    """Write a time span as ISO 8601 does; zero means without limit."""
    seconds = int(value.total_seconds()) if isinstance(value, timedelta) else int(str(value))
    return f"PT{seconds}S"
