"""A PowerShell that answers from cmdlets and drives of the test."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from migrator.lab.cmdlets.api import CmdletCall, PsEnum, PsError, PsObject, PsValue
from migrator.lab.engines.pwsh.drives import Drives
from migrator.lab.engines.pwsh.run_script import PwshRunner, ScriptRun

HYPERV = "Microsoft.HyperV.PowerShell."
Run = Callable[..., ScriptRun]


@dataclass
class Answers:
    """Cmdlets that give what the test says and keep what they were asked."""

    by_command: dict[str, list[PsObject] | PsError] = field(default_factory=dict)
    calls: list[CmdletCall] = field(default_factory=list)

    def __call__(self, command: str, **bound: PsValue) -> list[PsObject]:
        """Answer by name."""
        return self.invoke(CmdletCall(command, bound))

    def invoke(self, call: CmdletCall) -> list[PsObject]:
        """Answer and keep the call."""
        self.calls.append(call)
        answer = self.by_command.get(call.command, [])
        if isinstance(answer, PsError):
            raise answer
        return answer


def virtual_machine(name: str = "vm 1") -> PsObject:
    """Make a VM with a property of each kind."""
    return PsObject(
        HYPERV + "VirtualMachine",
        {
            "Id": UUID("a7d6b010-77c0-52fe-b28d-4113ef393b5d"),
            "Name": name,
            "State": PsEnum(HYPERV + "VMState", "Off"),
            "Version": "8.0",
            "Generation": 2,
            "MemoryStartup": 8 * 2**30,
            "Uptime": timedelta(hours=1),
            "CreationTime": datetime(2024, 3, 1, 8, tzinfo=UTC),
            "ParentSnapshotId": None,
            "HardDrives": [PsObject(HYPERV + "HardDiskDrive", {"Path": "D:\\a.vhdx", "ControllerNumber": 0})],
        },
    )


@pytest.fixture(scope="session")
def pwsh() -> str:
    """Find the PowerShell to try things in."""
    found = shutil.which("pwsh")
    if found is None:
        pytest.skip("no PowerShell (pwsh) on the PATH")
    return found


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stand-ins compiled for this test run only."""
    return tmp_path_factory.mktemp("stand-ins")


@pytest.fixture(scope="session")
def runner_2016(pwsh: str, cache: Path) -> Iterator[PwshRunner]:
    """Start a PowerShell of a Server 2016."""
    with PwshRunner("2016", pwsh=pwsh, cache=cache) as runner:
        yield runner


@pytest.fixture
def answers() -> Answers:
    """One VM and nothing else."""
    return Answers({"Hyper-V\\Get-VM": [virtual_machine()]})


@pytest.fixture
def run(runner_2016: PwshRunner, answers: Answers) -> Run:
    """Run a text in strict mode, as every script of ours begins."""

    def ran(text: str, drives: Drives | None = None, **parameters: PsValue) -> ScriptRun:
        head = "" if text.lstrip().startswith(("[CmdletBinding()]", "param")) else "[CmdletBinding()]\nparam()\n"
        strict = "Set-StrictMode -Version 3.0\n$ErrorActionPreference = 'Stop'\n"
        whole = head + strict + text if head else text
        return runner_2016.run(whole, parameters, cmdlets=answers, drives=drives)

    return ran
