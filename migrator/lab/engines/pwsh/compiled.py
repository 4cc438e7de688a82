"""Keeps compiled stand-in modules in the user's cache, one folder per content."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from migrator.facts.tables import Release
from migrator.lab.engines.pwsh import generate


class StandInsDoNotCompile(Exception):
    """PowerShell could not compile the stand-in modules; the text is its own."""


def default_cache() -> Path:
    """Return the user's cache folder of this program."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "hyperv-migrator" / "stand-ins"


def compiled(release: Release, *, pwsh: str, cache: Path) -> Path:
    """Return the folder with the release's modules, compiling them the first time (some seconds)."""
    engine = _run([pwsh, "-NoLogo", "-NoProfile", "-Command", "$PSVersionTable.PSVersion.ToString()"]).strip()
    files = generate.sources(release)
    target = cache / f"{release}-{engine}-{generate.digest(files)}"
    if target.is_dir():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="compiling-", dir=cache))
    try:
        generate.write(files, fresh)
        _run([pwsh, "-NoLogo", "-NoProfile", "-NonInteractive", "-File", str(fresh / "compile.ps1"), str(fresh)])
        try:
            fresh.rename(target)
        except OSError:
            # Another process was first; its folder has the same content.
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def _run(command: list[str]) -> str:
    environment = {**os.environ, "NO_COLOR": "1", "POWERSHELL_UPDATECHECK": "Off", "POWERSHELL_TELEMETRY_OPTOUT": "1"}
    done = subprocess.run(  # noqa: S603 - the engine the person chose, with our own files
        command, capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        raise StandInsDoNotCompile(done.stdout + done.stderr)
    return done.stdout
