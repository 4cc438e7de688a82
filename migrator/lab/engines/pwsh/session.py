"""Starts PowerShell as a rehearsal host's own: modules, drives and traps of one Windows Server release."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Self

from migrator.facts.tables import Release
from migrator.lab.cmdlets.api import Cmdlets
from migrator.lab.engines.pwsh.brain import Brain, Operation, Request
from migrator.lab.engines.pwsh.brain_codec import PropertyTypes
from migrator.lab.engines.pwsh.compiled import compiled, default_cache
from migrator.lab.engines.pwsh.declared import declared_type
from migrator.lab.engines.pwsh.drives import Drives, drive_operation
from migrator.lab.engines.pwsh.generate import manifests

_PSVERSIONS: Mapping[Release, str] = {
    "2016": "5.1.14393.7426",
    "2019": "5.1.17763.6893",
    "2022": "5.1.20348.2849",
    "2025": "5.1.26100.2161",
}

_CONFIGURATION = """\
@{{
    SchemaVersion = '2.0.0.0'
    GUID = '5b1cbd1c-44ac-4b50-9f5a-6d0f31c9a0c5'
    SessionType = 'Default'
    LanguageMode = 'FullLanguage'
    ScriptsToProcess = '{start}'
}}
"""


_OPTIONAL = ("Deduplication\\", "FailoverClusters\\")


def all_but_optional(command: str) -> bool:
    """Tell whether a host without optional features has the command."""
    return not command.startswith(_OPTIONAL)


class PwshSession:
    """One host's PowerShell sessions: a brain that answers them and what an engine process is started with.

    `drives` may be left out where a script touches none. The process is started by who needs it, with
    `argv` and `env`; any number of processes may share one `PwshSession`.
    """

    def __init__(
        self,
        cmdlets: Cmdlets,
        release: Release = "2016",
        language: str = "en-US",
        *,
        drives: Drives | None = None,
        pwsh: str = "pwsh",
        cache: Path | None = None,
        types: PropertyTypes = declared_type,
        installed: Callable[[str], bool] = all_but_optional,
        operations: Mapping[str, Operation] | None = None,
    ) -> None:
        self.pwsh = pwsh
        self._release: Release = release
        self._installed = installed
        self._language = language
        self._modules = compiled(release, pwsh=pwsh, cache=cache or default_cache())
        self._token = secrets.token_urlsafe(32)
        self._temporary = tempfile.TemporaryDirectory(prefix="lab-pwsh-")
        known = dict(operations or {})
        known["drive"] = drive_operation(drives, types) if drives is not None else _no_drives
        self.brain = Brain(cmdlets, self._token, types=types, operations=known)
        self._write()

    @property
    def folder(self) -> Path:
        """The session's own temporary folder."""
        return Path(self._temporary.name)

    @property
    def argv(self) -> list[str]:
        """The command line of a PowerShell that speaks PSRP over its standard streams; the host's modules are those of now."""
        self.show_modules()
        return [self.pwsh, "-s", "-NoLogo", "-NoProfile", "-ConfigurationFile", str(self.folder / "lab.pssc")]

    @property
    def env(self) -> dict[str, str]:
        """The whole environment of the process."""
        return {
            **os.environ,
            "NO_COLOR": "1",
            "PSModuleAnalysisCachePath": str(self.folder / "analysis"),
            # On Linux the culture of every thread comes from here.
            "LC_ALL": self._language.replace("-", "_") + ".UTF-8",
            "POWERSHELL_UPDATECHECK": "Off",
            "POWERSHELL_TELEMETRY_OPTOUT": "1",
            "MIGRATOR_LAB_PORT": str(self.brain.port),
            "MIGRATOR_LAB_TOKEN": self._token,
            "MIGRATOR_LAB_COMPILED": str(self._modules),
            "MIGRATOR_LAB_MODULES": str(self.folder / "modules"),
            "MIGRATOR_LAB_LANGUAGE": self._language,
            "MIGRATOR_LAB_PSVERSION": _PSVERSIONS[self._release],
        }

    def show_modules(self, installed: Callable[[str], bool] | None = None) -> None:
        """Let processes that start from now on see the modules and commands that the host has now."""
        wanted = manifests(self._release, self._modules, installed or self._installed)
        shown = self.folder / "modules"
        for gone in [path for path in shown.glob("*") if f"{path.name}/{path.name}.psd1" not in wanted]:
            shutil.rmtree(gone)
        for name, text in wanted.items():
            target = shown / name
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                target.parent.mkdir(parents=True, exist_ok=True)
                fresh = target.with_suffix(".new")
                fresh.write_text(text, encoding="utf-8", newline="\n")
                fresh.replace(target)

    def start(self) -> Self:
        """Begin to answer."""
        self.brain.start()
        return self

    def close(self) -> None:
        """Stop answering and remove the folder; processes still running get no answer any more."""
        self.brain.close()
        self._temporary.cleanup()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self) -> None:
        shipped = resources.files("migrator.lab.engines.pwsh") / "modules" / "session"
        for name in ("start.ps1", "run.ps1"):
            (self.folder / name).write_text((shipped / name).read_text(encoding="utf-8"), encoding="utf-8")
        start = str(self.folder / "start.ps1").replace("'", "''")
        self.show_modules()
        (self.folder / "lab.pssc").write_text(_CONFIGURATION.format(start=start), encoding="utf-8")


def _no_drives(_request: Request) -> Request:
    return {"roots": [], "item": None, "items": []}
