"""The scripts of the suite: real text for a real PowerShell, and what a rehearsal engine does in its place."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from migrator.ports.host_session import Script

PsValues = Mapping[str, Any]


class Stage(Protocol):
    """What a stand-in for a script may do."""

    def say(self, output: object) -> None:
        """Write an output object."""
        ...

    def warn(self, message: str) -> None:
        """Write a warning."""
        ...

    def report(self, message: str, error_id: str, category: str) -> None:
        """Write an error and go on."""
        ...

    def fail(self, message: str, error_id: str, category: str) -> None:
        """End with an error."""
        ...

    def progress(self, activity: str, status: str, percent: int) -> None:
        """Write a progress record."""
        ...

    def wait_until_stopped(self) -> None:
        """Take for ever."""
        ...


Act = Callable[[Stage, PsValues], None]


@dataclass(frozen=True)
class Played:
    """A script with its stand-in."""

    script: Script
    act: Act


def _close(name: str, count: int, **other: object) -> str:
    return json.dumps({"end": True, "script": name, "schema": 1, "count": count} | other)


def _closing_line(name: str, count: int) -> str:
    return f"""'{{"end":true,"script":"{name}","schema":1,"count":{count}}}'\n"""


_ECHO = """[CmdletBinding()]
param([string]$Text, [string[]]$Texts, [long]$Number, [bool]$Flag)
Set-StrictMode -Version 3.0
$document = [ordered]@{ text = $Text; texts = [object[]]@($Texts | ForEach-Object { [string]$_ }); number = $Number; flag = $Flag }
ConvertTo-Json -InputObject $document -Compress -Depth 3
"""


def _echo(name: str) -> Played:
    def act(stage: Stage, values: PsValues) -> None:
        echoed = {"text": values["Text"], "texts": values["Texts"], "number": values["Number"], "flag": values["Flag"]}
        stage.say(json.dumps(echoed))
        stage.say(_close(name, 1))

    return Played(Script(name, _ECHO + _closing_line(name, 1)), act)


GET_ECHO = _echo("Get-Echo")
SET_ECHO = _echo("Set-Echo")


def _saying(name: str, text: str, *outputs: object) -> Played:
    def act(stage: Stage, _: PsValues) -> None:
        for output in outputs:
            stage.say(output)

    return Played(Script(name, text), act)


GET_NONE = _saying("Get-None", _closing_line("Get-None", 0), _close("Get-None", 0))
GET_MANY = _saying(
    "Get-Many",
    "1..3 | ForEach-Object { '{\"n\":' + $_ + '}' }\n" + _closing_line("Get-Many", 3),
    *(json.dumps({"n": n}, separators=(",", ":")) for n in (1, 2, 3)),
    _close("Get-Many", 3),
)
GET_EXIT = _saying("Get-Exit", """'{"n":1}'\nexit 5\n""" + _closing_line("Get-Exit", 1), '{"n":1}')
GET_WRONG_COUNT = _saying(
    "Get-WrongCount", "'{\"n\":1}'\n" + _closing_line("Get-WrongCount", 2), '{"n":1}', _close("Get-WrongCount", 2)
)
GET_WRONG_NAME = _saying("Get-WrongName", _closing_line("Get-Other", 0), _close("Get-Other", 0))
GET_NO_JSON = _saying("Get-NoJson", "'VMs: 3'\n" + _closing_line("Get-NoJson", 1), "VMs: 3", _close("Get-NoJson", 1))
GET_NO_STRING = _saying("Get-NoString", "5\n" + _closing_line("Get-NoString", 1), 5, _close("Get-NoString", 1))
GET_HUGE = _saying(
    "Get-Huge",
    "'{\"x\":\"' + ('x' * 1048576) + '\"}'\n" + _closing_line("Get-Huge", 1),
    json.dumps({"x": "x" * 1048576}),
    _close("Get-Huge", 1),
)


def _report(stage: Stage, _: PsValues) -> None:
    stage.report("disk 3 does not answer", "DiskSilent", "DeviceError")
    stage.say(_close("Get-Reported", 0))


GET_REPORTED = Played(
    Script(
        "Get-Reported",
        "Write-Error -Message 'disk 3 does not answer' -ErrorId 'DiskSilent' -Category DeviceError\n"
        + _closing_line("Get-Reported", 0),
    ),
    _report,
)
GET_THROWN = Played(
    Script("Get-Thrown", "$ErrorActionPreference = 'Stop'\n\nthrow 'no more'\n"),
    lambda stage, _: stage.fail("no more", "no more", "OperationStopped"),
)
GET_VM = Played(
    Script("Get-Vm", "Hyper-V\\Get-VM\n"),
    lambda stage, _: stage.fail(
        "The module 'Hyper-V' could not be loaded. For more information, run 'Import-Module Hyper-V'.",
        "CouldNotAutoLoadModule",
        "ObjectNotFound",
    ),
)


def _warned(stage: Stage, _: PsValues) -> None:
    stage.warn("this takes a while")
    stage.progress("Reading disks", "2 of 4", 50)
    stage.say(_close("Get-Warned", 0))


GET_WARNED = Played(
    Script(
        "Get-Warned",
        "Write-Warning 'this takes a while'\n"
        "Write-Progress -Activity 'Reading disks' -Status '2 of 4' -PercentComplete 50\n"
        + _closing_line("Get-Warned", 0),
    ),
    _warned,
)


def _endless(name: str) -> Played:
    def act(stage: Stage, _: PsValues) -> None:
        stage.say('{"n":1}')
        stage.wait_until_stopped()

    return Played(Script(name, "'{\"n\":1}'\nStart-Sleep -Seconds 600\n" + _closing_line(name, 1)), act)


GET_ENDLESS = _endless("Get-Endless")
SET_ENDLESS = _endless("Set-Endless")


def _doomed(name: str) -> Played:
    def act(stage: Stage, _: PsValues) -> None:
        stage.progress("Waiting", "for the end", 0)
        stage.wait_until_stopped()

    text = "Write-Progress -Activity 'Waiting' -Status 'for the end' -PercentComplete 0\nStart-Sleep -Seconds 600\n"
    return Played(Script(name, text), act)


GET_DOOMED = _doomed("Get-Doomed")
SET_DOOMED = _doomed("Set-Doomed")

_SECRET = """[CmdletBinding()]
param([securestring]$Phrase, [pscredential]$Login)
$shown = (New-Object System.Management.Automation.PSCredential('x', $Phrase)).GetNetworkCredential().Password
$document = [ordered]@{ phrase = $shown; user = $Login.UserName; password = $Login.GetNetworkCredential().Password }
ConvertTo-Json -InputObject $document -Compress
"""


def _secret(stage: Stage, values: PsValues) -> None:
    login = values["Login"]
    stage.say(
        json.dumps({"phrase": values["Phrase"].decrypt(), "user": login.UserName, "password": login.Password.decrypt()})
    )
    stage.say(_close("Get-Secret", 1))


GET_SECRET = Played(Script("Get-Secret", _SECRET + _closing_line("Get-Secret", 1)), _secret)

ALL = (
    GET_ECHO,
    SET_ECHO,
    GET_NONE,
    GET_MANY,
    GET_EXIT,
    GET_WRONG_COUNT,
    GET_WRONG_NAME,
    GET_NO_JSON,
    GET_NO_STRING,
    GET_HUGE,
    GET_REPORTED,
    GET_THROWN,
    GET_VM,
    GET_WARNED,
    GET_ENDLESS,
    SET_ENDLESS,
    GET_DOOMED,
    SET_DOOMED,
    GET_SECRET,
)
