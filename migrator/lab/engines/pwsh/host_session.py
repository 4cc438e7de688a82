"""Gives a lab host its PowerShell sessions: cmdlets, drives, release and language of the one model."""

from pathlib import Path

from migrator.lab.cmdlets.core import is_installed
from migrator.lab.cmdlets.drives import HostDrives
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.pwsh.host_drives import StandInDrives
from migrator.lab.engines.pwsh.session import PwshSession


def drives_of(cmdlets: HostCmdlets) -> StandInDrives:
    """Return the host's drives for the stand-in providers."""
    return StandInDrives(HostDrives(cmdlets.context), cmdlets.context.files)


def session_of(cmdlets: HostCmdlets, *, pwsh: str = "pwsh", cache: Path | None = None) -> PwshSession:
    """Return the host's sessions, not yet started."""
    host = cmdlets.context.host
    return PwshSession(
        cmdlets,
        host.release,
        host.language,
        drives=drives_of(cmdlets),
        pwsh=pwsh,
        cache=cache,
        installed=lambda command: is_installed(cmdlets.context, command),
    )
