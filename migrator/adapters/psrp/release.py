"""Whether the PowerShell behind a session is new enough; it says so itself while the session opens."""

import re
from collections.abc import Mapping

from pypsrp.powershell import RunspacePool

from migrator.errors import PowerShellTooOld

OLDEST = (5, 1)


def require_powershell(pool: RunspacePool, host: str) -> None:
    """Raise `PowerShellTooOld` below 5.1. A host that does not say its version passes; `selftest` asks again."""
    version = announced_version(pool.application_private_data)
    if version is None:
        return
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if numbers < OLDEST:
        raise PowerShellTooOld(host=host, attempted="open", found=version, version=version)


def announced_version(private_data: object) -> str | None:
    """Find `PSVersionTable.PSVersion` in what the host sends with a new runspace pool."""
    table = _entry(getattr(private_data, "data", None), "PSVersionTable")
    version = _entry(table, "PSVersion")
    return str(version) if version is not None else None


def _entry(holder: object, name: str) -> object:
    return holder.get(name) if isinstance(holder, Mapping) else None
