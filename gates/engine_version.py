"""Asks a PowerShell for its version."""

import subprocess
from functools import cache

_QUESTION = "$PSVersionTable.PSVersion.ToString()"
_TIMEOUT_S = 60


@cache
def engine_version(engine: str) -> str:
    """Return the version that this PowerShell says it is when no lab plays with it."""
    finished = subprocess.run(  # noqa: S603 - the engine was found on the PATH or named by a developer
        [engine, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", _QUESTION],
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=True,
    )
    return finished.stdout.strip()
