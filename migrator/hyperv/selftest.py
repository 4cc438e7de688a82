"""Tries every reading script on a real host, and compares the host's commands with what we believe."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath

from pydantic import BaseModel

from migrator.domain.inventory.disks import Checkpoint, VirtualHardDisk
from migrator.domain.inventory.guests import Guest
from migrator.domain.inventory.host import Host
from migrator.domain.inventory.network import NetworkAdapter, VirtualSwitch
from migrator.domain.inventory.security import Certificate, VMSecurity
from migrator.domain.inventory.services import HostItem, Service
from migrator.domain.inventory.storage import DiskEvent, FolderEntry, PhysicalDisk, Volume, VolumeContent
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.errors import (
    DeadlineExceeded,
    HyperVModuleMissing,
    MigratorError,
    NotPermitted,
    ScriptFailed,
    UnexpectedOutput,
)
from migrator.facts.tables import Release, commands, used_commands
from migrator.hyperv.documents import parse_documents
from migrator.hyperv.scripts import READING_SCRIPTS, load_script
from migrator.hyperv.test_command_table import CommandProbe, test_command_table
from migrator.hyperv.test_host_session import SessionFacts
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall

MODELS: Mapping[str, type[BaseModel]] = {
    "Test-HostSession": SessionFacts,
    "Get-HostInventory": Host,
    "Get-VMInventory": VirtualMachine,
    "Get-VMDiskInventory": VirtualHardDisk,
    "Get-VMCheckpointInventory": Checkpoint,
    "Get-VMSecurityInventory": VMSecurity,
    "Get-CertificateInventory": Certificate,
    "Get-VMGuestInventory": Guest,
    "Get-FolderInventory": FolderEntry,
    "Get-VolumeInventory": Volume,
    "Get-VolumeContentInventory": VolumeContent,
    "Get-DiskInventory": PhysicalDisk,
    "Get-DiskEventInventory": DiskEvent,
    "Get-SwitchInventory": VirtualSwitch,
    "Get-NetAdapterInventory": NetworkAdapter,
    "Get-ServiceInventory": Service,
    "Get-HostItemInventory": HostItem,
}
_BUILDS: tuple[tuple[int, Release], ...] = ((26100, "2025"), (20348, "2022"), (17763, "2019"), (0, "2016"))
_HOSTILE = ("it's", 'say "x"', "$(throw)", "`n;", "\u00e4\u20ac")


@dataclass(frozen=True)
class Trial:
    """One script on one host; `fault` is the error it ended with, or None."""

    script: str
    sha256: str
    elapsed_s: float
    documents: tuple[str, ...]
    fault: MigratorError | None
    slow: bool
    warnings: tuple[str, ...] = ()

    @property
    def largest_bytes(self) -> int:
        """Size of the largest document, in UTF-8."""
        return max((len(text.encode()) for text in self.documents), default=0)


def scripts_to_try() -> tuple[str, ...]:
    """Return the scripts in the order in which they are tried; all of them only read."""
    return tuple(name for name in READING_SCRIPTS if name in MODELS)


def try_scripts(
    session: HostSession, *, slow_after_s: float, clock: Callable[[], float], on_start: Callable[[str], None]
) -> Iterator[Trial]:
    """Run each script and judge its documents; one that fails does not stop the others. A lost host does."""
    folders: list[str] = []
    for name in scripts_to_try():
        on_start(name)
        script = load_script(name)
        started = clock()
        documents: tuple[str, ...] = ()
        fault: MigratorError | None = None
        parsed: tuple[BaseModel, ...] = ()
        warnings: tuple[str, ...] = ()
        try:
            result = session.run(ScriptCall(script, _parameters(name, folders)))
            documents, warnings = result.documents, result.warnings
            parsed = parse_documents(result, MODELS[name], host=session.host, script=name)
        except (ScriptFailed, UnexpectedOutput, DeadlineExceeded, HyperVModuleMissing, NotPermitted) as error:
            fault = error
        elapsed = clock() - started
        folders += [str(vm.configuration_location) for vm in parsed if isinstance(vm, VirtualMachine)]
        yield Trial(name, script.sha256, elapsed, documents, fault, slow=elapsed > slow_after_s, warnings=warnings)


def _parameters(name: str, folders: list[str]) -> dict[str, ParameterValue]:
    if name == "Test-HostSession":
        return {"Nonce": "selftest", "Values": list(_HOSTILE)}
    if name == "Get-FolderInventory":
        # Three are enough to see the shape; a drive's root would be a walk through everything
        return {"LiteralPath": [one for one in dict.fromkeys(folders) if len(PureWindowsPath(one).parts) > 1][:3]}
    return {}


def release_of(os_build: int) -> Release:
    """Return the release whose tables a build is compared with: the newest that is not newer than it."""
    return next(release for build, release in _BUILDS if os_build >= build)


def probe_commands(session: HostSession, release: Release) -> tuple[CommandProbe, ...]:
    """Compare what the host has of the commands that our scripts use with the release's table."""
    known = {name.lower(): facts for name, facts in commands(release).items()}
    table = {name: sorted(known[name.lower()].parameters) if name.lower() in known else [] for name in used_commands()}
    return test_command_table(session, table)
