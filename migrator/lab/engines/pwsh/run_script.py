"""Runs script texts in a PowerShell of a rehearsal host without any wire, and sees which of their lines ran."""

import queue
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from migrator.facts.tables import Release
from migrator.lab.cmdlets.api import CmdletCall, Cmdlets, PsError, PsObject, PsValue
from migrator.lab.cmdlets.core import is_installed
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.pwsh.brain import Request
from migrator.lab.engines.pwsh.brain_codec import PropertyTypes, Wire, encode
from migrator.lab.engines.pwsh.declared import declared_type
from migrator.lab.engines.pwsh.drives import DriveItem, DriveRoot, Drives
from migrator.lab.engines.pwsh.session import PwshSession


class EngineEnded(Exception):
    """PowerShell ended before the script did; the text is what it said."""


@dataclass(frozen=True)
class RecordedError:
    """An error record that a script left behind."""

    error_id: str
    category: str
    exception_type: str
    message: str
    line: int
    hresult: int


@dataclass(frozen=True)
class ScriptRun:
    """What one run of a script gave. `failed` says that it ended with a terminating error, the last of `errors`."""

    documents: tuple[str, ...]
    errors: tuple[RecordedError, ...]
    failed: bool
    executable_lines: frozenset[int]
    executed_lines: frozenset[int]
    calls: tuple[CmdletCall, ...]

    @property
    def commands(self) -> tuple[str, ...]:
        """The stand-in commands that were called, each once, in the order of their first call."""
        return tuple(dict.fromkeys(call.command for call in self.calls))


class PwshRunner:
    """One PowerShell process that runs scripts one after the other, each against the cmdlets and drives it is given."""

    def __init__(
        self,
        release: Release = "2016",
        language: str = "en-US",
        *,
        pwsh: str = "pwsh",
        cache: Path | None = None,
        types: PropertyTypes = declared_type,
        installed: Callable[[str], bool] | None = None,
    ) -> None:
        self._installed = installed
        self._cmdlets = _Switched()
        self._drives = _SwitchedDrives()
        self._orders: queue.SimpleQueue[Wire] = queue.SimpleQueue()
        self._reports: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._count = 0
        self.session = PwshSession(
            self._cmdlets,
            release,
            language,
            drives=self._drives,
            pwsh=pwsh,
            cache=cache,
            types=types,
            operations={"next": self._next, "report": self._report},
        )
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.session.start()
        command = [
            self.session.pwsh,
            "-NoLogo",
            "-NoProfile",
            "-NonInteractive",
            "-File",
            str(self.session.folder / "run.ps1"),
        ]
        self._said = (self.session.folder / "said.txt").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(  # noqa: S603 - the engine the person chose, with our own files
            command,
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=subprocess.STDOUT,
            env=self.session.env,
            text=True,
        )
        threading.Thread(target=self._watch, args=(self._process,), name="lab-pwsh-watch", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._orders.put(None)
        if self._process is not None:
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._said.close()
        self.session.close()

    def run(
        self,
        text: str,
        parameters: Mapping[str, PsValue],
        *,
        cmdlets: Cmdlets,
        drives: Drives | None = None,
        installed: Callable[[str], bool] | None = None,
        name: str = "script",
        timeout_s: float = 120,
    ) -> ScriptRun:
        """Run one script text with bound parameters; raises EngineEnded when the process dies meanwhile.

        `installed` says which commands the host has; left out, what the runner was made with, then the lab host itself.
        """
        self.session.show_modules(installed or self._installed or _installed_on(cmdlets))
        self._count += 1
        path = self.session.folder / f"run-{self._count}" / f"{name}.ps1"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8", newline="\n")
        self._cmdlets.current, self._cmdlets.calls = cmdlets, []
        self._drives.current = drives
        bag = PsObject("LabOrder", {"Path": str(path), "Parameters": PsObject("LabParameters", dict(parameters))})
        self._orders.put(encode(bag))
        report = self._reports.get(timeout=timeout_s)
        if report is None:
            # Whoever asks again learns it too.
            self._reports.put(None)
            self._said.seek(0)
            raise EngineEnded(self._said.read()[-4000:])
        return _script_run(report, tuple(self._cmdlets.calls))

    def _watch(self, process: "subprocess.Popen[str]") -> None:
        process.wait()
        self._reports.put(None)

    def _next(self, _request: Request) -> Request:
        return {"order": self._orders.get()}

    def _report(self, request: Request) -> Request:
        self._reports.put(request)
        return {}


class _Switched:
    """Hands every call to the cmdlets of the script that runs, and keeps it."""

    def __init__(self) -> None:
        self.current: Cmdlets | None = None
        self.calls: list[CmdletCall] = []

    def __call__(self, command: str, **bound: PsValue) -> list[PsObject]:
        return self.invoke(CmdletCall(command, bound))

    def invoke(self, call: CmdletCall) -> list[PsObject]:
        self.calls.append(call)
        if self.current is None:
            raise PsError("no script runs", error_id="LabNotReady")
        return self.current.invoke(call)


class _SwitchedDrives:
    """The drives of the script that runs."""

    def __init__(self) -> None:
        self.current: Drives | None = None

    def roots(self) -> list[DriveRoot]:
        return [] if self.current is None else self.current.roots()

    def item(self, path: str) -> DriveItem | None:
        return None if self.current is None else self.current.item(path)

    def children(self, path: str) -> list[DriveItem]:
        return [] if self.current is None else self.current.children(path)

    def readable(self, path: str) -> Path:
        return self._now(path).readable(path)

    def new(self, path: str, *, folder: bool, force: bool) -> DriveItem:
        return self._now(path).new(path, folder=folder, force=force)

    def remove(self, path: str, *, recurse: bool) -> None:
        self._now(path).remove(path, recurse=recurse)

    def move(self, path: str, destination: str, *, force: bool) -> DriveItem:
        return self._now(path).move(path, destination, force=force)

    def rename(self, path: str, name: str) -> DriveItem:
        return self._now(path).rename(path, name)

    def _now(self, path: str) -> Drives:
        if self.current is None:
            raise PsError(path, error_id="PathNotFound", category="ObjectNotFound")
        return self.current


def _installed_on(cmdlets: Cmdlets) -> Callable[[str], bool] | None:
    if not isinstance(cmdlets, HostCmdlets):
        return None
    return lambda command: is_installed(cmdlets.context, command)


def _script_run(report: Request, calls: tuple[CmdletCall, ...]) -> ScriptRun:
    return ScriptRun(
        documents=tuple(str(text) for text in _list(report["documents"])),
        errors=tuple(_recorded(error) for error in _list(report["errors"])),
        failed=bool(report["failed"]),
        executable_lines=_lines(report["executable"]),
        executed_lines=_lines(report["executed"]),
        calls=calls,
    )


def _recorded(error: Wire) -> RecordedError:
    if not isinstance(error, dict):
        raise TypeError(f"not an error: {error!r}")
    return RecordedError(
        error_id=str(error["id"]),
        category=str(error["category"]),
        exception_type=str(error["exception"]),
        message=str(error["message"]),
        line=int(str(error["line"])),
        hresult=int(str(error["hresult"])),
    )


def _list(wire: Wire) -> list[Wire]:
    if not isinstance(wire, list):
        raise TypeError(f"not a list: {wire!r}")
    return wire


def _lines(wire: Wire) -> frozenset[int]:
    return frozenset(int(str(line)) for line in _list(wire))
