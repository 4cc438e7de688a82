"""A HostSession in a PowerShell of this machine, for people who run the program on the host itself."""

import base64
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from typing import IO

from migrator.adapters.answer import judge
from migrator.adapters.envelope import Received, pack
from migrator.errors import Cancelled, DeadlineExceeded, HostUnreachable, OutcomeUnknown, SessionLost
from migrator.ports.host_session import CancelToken, Effect, ScriptCall, ScriptProgress, ScriptResult

WINDOWS_POWERSHELL = ("powershell.exe",)
_BOOTSTRAP = "bootstrap/Start-ScriptCall.ps1"
_POLL_S = 0.2
_FAREWELL_S = 5.0


def bootstrap_text() -> str:
    """Read the shipped bootstrap: inside an installed package, or in a source tree."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_shipped" / "scripts" / _BOOTSTRAP
    return (shipped if shipped.is_file() else package.parent / "scripts" / _BOOTSTRAP).read_text(encoding="ascii")


class LocalSession:
    """Each call is a process of its own; nothing survives between calls, nothing is written to a disk.

    The command line holds the constant bootstrap only, encoded, so that no execution policy and no quoting stands
    between. Script, values and secrets go through the process's standard input, which no other account can read.
    """

    def __init__(
        self,
        *,
        host: str,
        executable: Sequence[str] = WINDOWS_POWERSHELL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._host = host
        self._executable = tuple(executable)
        self._clock = clock

    @property
    def host(self) -> str:
        """This machine as the person wrote it in the configuration."""
        return self._host

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Run the script to its end and return its documents."""
        begun = self._clock()
        line = pack(call)
        received = Received()
        process = self._start(call)
        lines, carrier = _converse(process, line)
        try:
            reason: str | None = None
            while reason is None and (text := _next(lines)) is not _END:
                if isinstance(text, bytes):
                    for progress in received.take(text):
                        if on_progress:
                            on_progress(progress)
                if received.end is None:
                    reason = self._why_stop(begun + deadline_s, cancel)
        finally:
            _end(process)
            carrier.join(_FAREWELL_S)
        answer = received.answer(self._clock() - begun)
        if answer is not None:
            return judge(call, self.host, answer)
        raise self._no_answer(call, reason, deadline_s, process.returncode)

    def close(self) -> None:
        """Do nothing: no process outlives its call."""

    def _start(self, call: ScriptCall) -> "subprocess.Popen[bytes]":
        encoded = base64.b64encode(bootstrap_text().encode("utf-16-le")).decode("ascii")
        fixed = ["-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded]
        try:
            return subprocess.Popen(  # noqa: S603  constant arguments
                [*self._executable, *fixed],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            found = f"{self._executable[0]}: {error.strerror}"
            raise HostUnreachable(host=self.host, attempted=call.script.name, found=found) from error

    def _why_stop(self, until: float, cancel: CancelToken | None) -> str | None:
        if cancel is not None and cancel.is_set():
            return "cancel"
        return "deadline" if self._clock() >= until else None

    def _no_answer(
        self, call: ScriptCall, reason: str | None, deadline_s: float, exit_code: int
    ) -> OutcomeUnknown | Cancelled | DeadlineExceeded | SessionLost:
        attempted = call.script.name
        found = "the script's process was ended" if reason else f"the script's process ended with {exit_code}"
        if call.script.effect is Effect.CHANGES:
            said = f"{reason}: {found}" if reason else found
            return OutcomeUnknown(host=self.host, attempted=attempted, found=said)
        if reason == "cancel":
            return Cancelled(host=self.host, attempted=attempted, found=found)
        if reason == "deadline":
            return DeadlineExceeded(host=self.host, attempted=attempted, found=found, deadline_s=ceil(deadline_s))
        return SessionLost(host=self.host, attempted=attempted, found=found)


_END = None


def _converse(process: "subprocess.Popen[bytes]", line: bytes) -> tuple["queue.Queue[bytes | None]", threading.Thread]:
    """Feed the process and collect its lines on a thread of their own, so that the caller can look at the clock."""
    lines: queue.Queue[bytes | None] = queue.Queue()

    def carry(stdin: IO[bytes], stdout: IO[bytes]) -> None:
        try:
            with stdin:
                stdin.write(line)
        except OSError:
            pass  # the process has died already; its missing end says so
        with stdout:
            for text in stdout:
                lines.put(text)
        lines.put(_END)

    assert process.stdin is not None  # noqa: S101  both are pipes
    assert process.stdout is not None  # noqa: S101
    carrier = threading.Thread(target=carry, args=(process.stdin, process.stdout), daemon=True)
    carrier.start()
    return lines, carrier


def _next(lines: "queue.Queue[bytes | None]") -> bytes | str | None:
    try:
        return lines.get(timeout=_POLL_S)
    except queue.Empty:
        return ""


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=0 if process.poll() is None else _FAREWELL_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
