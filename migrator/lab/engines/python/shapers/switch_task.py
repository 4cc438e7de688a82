"""What the scripts do that create the switch under the remote session."""

import re
import time
from collections.abc import Iterator, Mapping
from typing import Final

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.drives import exists
from migrator.lab.engines.python.shapers.own_files import make_folder, read_json, remove, write_whole
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import number, text

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_TASKS: Final = "ScheduledTasks\\"
_MARKS: Final = ("created", "confirmed", "kept", "undone")
_TASK: Final = "migrator-switch"

Documents = Iterator[dict[str, JsonValue]]


def invoke_switch_change(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Create it, wait for the word, undo it without."""
    folder = _folder(parameters)
    if not exists(cmdlets, folder + "\\job.json", "Leaf"):
        raise thrown("JobMissing")
    job = read_json(cmdlets, folder + "\\job.json")
    if any(text(one["Name"]).lower() == str(job["name"]).lower() for one in cmdlets("Hyper-V\\Get-VMSwitch")):
        raise thrown("SwitchAlreadyThere")
    if should_process(parameters):
        made = cmdlets(
            "Hyper-V\\New-VMSwitch",
            Name=str(job["name"]),
            NetAdapterName=[str(one) for one in job["adapters"]],
            AllowManagementOS=True,
            EnableEmbeddedTeaming=bool(job["embedded_teaming"]),
            MinimumBandwidthMode=str(job["bandwidth_mode"]),
            EnableIov=bool(job["iov"]),
            Notes=str(job["notes"]),
        )
        _mark(cmdlets, folder, "created")
        if _appears(cmdlets, folder + "\\confirmed", int(job["wait_s"])):
            _mark(cmdlets, folder, "kept")
        else:
            cmdlets("Hyper-V\\Remove-VMSwitch", VMSwitch=[*made], Force=True)
            _mark(cmdlets, folder, "undone")
    yield from ()


def start_switch_task(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Write the job, register the task, start it."""
    folder = _folder(parameters)
    known = [
        one
        for one in cmdlets(_TASKS + "Get-ScheduledTask", TaskName="migrator-switc*")
        if text(one["TaskName"]) == _TASK and text(one["TaskPath"]) == "\\"
    ]
    if known and text(known[0]["State"]) == "Running":
        raise thrown("TaskRunning")
    if should_process(parameters):
        make_folder(cmdlets, folder)
        for mark in _MARKS:
            if exists(cmdlets, f"{folder}\\{mark}", "Leaf"):
                remove(cmdlets, f"{folder}\\{mark}")
        write_whole(cmdlets, folder + "\\job.json", text(parameters["Job"]).encode())
        write_whole(cmdlets, folder + "\\Invoke-SwitchChange.ps1", text(parameters["Change"]).encode())
        _register(cmdlets, folder, text(parameters["Migration"]))
        cmdlets(_TASKS + "Start-ScheduledTask", TaskName=_TASK, TaskPath="\\")
    yield from ()


def confirm_switch_task(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Put down the mark once the switch is made."""
    folder = _folder(parameters)
    if not _appears(cmdlets, folder + "\\created", number(parameters["WaitSeconds"])):
        raise thrown("SwitchNotCreated")
    if exists(cmdlets, folder + "\\undone", "Leaf"):
        raise thrown("SwitchUndone")
    if should_process(parameters):
        _mark(cmdlets, folder, "confirmed")
    yield from ()


def _register(cmdlets: Cmdlets, folder: str, migration: str) -> None:
    command = f"-NoProfile -NonInteractive -ExecutionPolicy Bypass -File {folder}\\Invoke-SwitchChange.ps1 -Migration {migration}"
    action = cmdlets(_TASKS + "New-ScheduledTaskAction", Execute="powershell.exe", Argument=command)[0]
    principal = cmdlets(
        _TASKS + "New-ScheduledTaskPrincipal", UserId="SYSTEM", LogonType="ServiceAccount", RunLevel="Highest"
    )[0]
    settings = cmdlets(
        _TASKS + "New-ScheduledTaskSettingsSet",
        MultipleInstances="IgnoreNew",
        ExecutionTimeLimit=600,
        AllowStartIfOnBatteries=True,
        DontStopIfGoingOnBatteries=True,
    )[0]
    about = "Creates the virtual switch of a migration that carries the remote session, and undoes it unless that answers again."
    cmdlets(
        _TASKS + "Register-ScheduledTask",
        TaskName=_TASK,
        TaskPath="\\",
        Action=action,
        Principal=principal,
        Settings=settings,
        Description=about,
        Force=True,
    )


def _folder(parameters: Mapping[str, PsValue]) -> str:
    migration = text(parameters["Migration"])
    if not _NAME.fullmatch(migration):
        raise thrown("NameNotFit")
    return f"C:\\ProgramData\\migrator\\{migration}\\switch"


def _mark(cmdlets: Cmdlets, folder: str, name: str) -> None:
    path = f"{folder}\\{name}"
    cmdlets("Microsoft.PowerShell.Management\\New-Item", ItemType="File", Path=path, Force=True)


def _appears(cmdlets: Cmdlets, path: str, seconds: int) -> bool:
    """Wait as the script does, for so many seconds of the host's time."""
    for second in range(seconds + 1):
        if exists(cmdlets, path, "Leaf"):
            return True
        if second < seconds:
            time.sleep(1)
    return False
