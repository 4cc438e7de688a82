"""One script on its way: begin, poll, stop, clean up. Errors of the wire pass through untranslated."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pypsrp.complex_objects import PSInvocationState
from pypsrp.powershell import PowerShell, RunspacePool
from pypsrp.shell import SignalCode

from migrator.adapters.answer import Answer, End, ErrorReport, Stranger
from migrator.ports.host_session import CancelToken, ScriptProgress

STOP_SIGNAL = "powershell/signal/crtl_c"
"""Spelt as MS-PSRP spells it. pypsrp's own `stop()` sends `ctrl_c`, which Windows takes for "close the command"."""

_UNDER_WAY = frozenset({PSInvocationState.RUNNING, PSInvocationState.STOPPING})
_ENDS = {
    PSInvocationState.COMPLETED: End.COMPLETED,
    PSInvocationState.FAILED: End.FAILED,
    PSInvocationState.STOPPED: End.STOPPED,
}
_CATEGORIES = [
    "NotSpecified",
    "OpenError",
    "CloseError",
    "DeviceError",
    "DeadlockDetected",
    "InvalidArgument",
    "InvalidData",
    "InvalidOperation",
    "InvalidResult",
    "InvalidType",
    "MetadataError",
    "NotImplemented",
    "NotInstalled",
    "ObjectNotFound",
    "OperationStopped",
    "OperationTimeout",
    "SyntaxError",
    "ParserError",
    "PermissionDenied",
    "ResourceBusy",
    "ResourceExists",
    "ResourceUnavailable",
    "ReadError",
    "WriteError",
    "FromStdErr",
    "SecurityError",
    "ProtocolError",
    "ConnectionError",
    "AuthenticationError",
    "LimitsExceeded",
    "QuotaExceeded",
    "NotEnabled",
]


@dataclass(frozen=True)
class Pace:
    """How often the host is asked, and how long a stopping script may take to end."""

    poll_s: float = 1.0
    shortest_poll_s: float = 0.25
    stop_grace_s: float = 10.0


class Phase(StrEnum):
    """How far a call has come; what a broken connection means depends on it."""

    OPENING = "opening"
    BEFORE = "before"
    """The session is open; the script has not been sent."""
    SENDING = "sending"
    """The command was sent, its acknowledgement has not come."""
    RUNNING = "running"


class Interruption(StrEnum):
    """Why we stopped a script."""

    DEADLINE = "deadline"
    CANCEL = "cancel"


class Interrupted(Exception):
    """The script was asked to stop. `ended` tells whether the host said that it did."""

    def __init__(self, reason: Interruption, *, ended: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.ended = ended


class Pipeline:
    """One use only; `phase` and `interruption` tell how far it came when an error passes through `run`."""

    def __init__(self, pool: RunspacePool, clock: Callable[[], float], pace: Pace) -> None:
        self._pool = pool
        self._clock = clock
        self._pace = pace
        self._shell = PowerShell(pool)
        self._progress_seen = 0
        self.phase = Phase.BEFORE
        self.interruption: Interruption | None = None

    def run(
        self,
        text: str,
        arguments: dict[str, Any],
        *,
        deadline_s: float,
        cancel: CancelToken | None,
        on_progress: Callable[[ScriptProgress], None] | None,
    ) -> Answer:
        """Run to the end. Raises `Interrupted` if deadline or person came first and the script was really stopped.

        A script that completes while it is being stopped has answered, and the answer counts.
        """
        begun = self._clock()
        until = begun + deadline_s
        self._shell.add_script(text)
        self._shell.add_parameters(arguments)
        self.phase = Phase.SENDING
        self._shell.begin_invoke()
        self.phase = Phase.RUNNING
        while self._under_way():
            self._poll(until, on_progress)
            if not self._under_way():
                break
            self.interruption = self._why_stop(until, cancel)
            if self.interruption:
                self._stop(self.interruption)
        return self._answer(self._clock() - begun)

    def close(self) -> None:
        """Take the command off the host; a running one is ended hard."""
        if self._shell.state in _UNDER_WAY:
            self._pool.shell.signal(SignalCode.TERMINATE, self._shell.id)
            self._pool.pipelines.pop(self._shell.id, None)
        else:
            self._shell.close()

    def _under_way(self) -> bool:
        return self._shell.state in _UNDER_WAY

    def _poll(self, until: float, on_progress: Callable[[ScriptProgress], None] | None = None) -> None:
        left = until - self._clock()
        wait_s = min(self._pace.poll_s, max(self._pace.shortest_poll_s, left))
        self._shell.poll_invoke(timeout=wait_s)  # type: ignore[arg-type]  # fractions work, though int is declared
        records = self._shell.streams.progress
        fresh, self._progress_seen = records[self._progress_seen :], len(records)
        if on_progress:
            for record in fresh:
                on_progress(_progress(record))

    def _why_stop(self, until: float, cancel: CancelToken | None) -> Interruption | None:
        if cancel is not None and cancel.is_set():
            return Interruption.CANCEL
        return Interruption.DEADLINE if self._clock() >= until else None

    def _stop(self, reason: Interruption) -> None:
        self._pool.shell.signal(STOP_SIGNAL, self._shell.id)
        until = self._clock() + self._pace.stop_grace_s
        while self._under_way() and self._clock() < until:
            self._poll(until)
        if self._shell.state != PSInvocationState.COMPLETED:
            raise Interrupted(reason, ended=not self._under_way())

    def _answer(self, elapsed_s: float) -> Answer:
        streams = self._shell.streams
        return Answer(
            end=_ENDS[self._shell.state],
            outputs=tuple(_output(item) for item in self._shell.output),
            errors=tuple(_report(record) for record in streams.error),
            warnings=tuple(str(record.message) for record in streams.warning),
            elapsed_s=elapsed_s,
        )


def _output(item: object) -> str | Stranger:
    return item if isinstance(item, str) else Stranger(type(item).__name__)


def _progress(record: Any) -> ScriptProgress:
    percent = record.percent_complete
    return ScriptProgress(
        activity=record.activity or "",
        status=record.description or "",
        percent=percent if isinstance(percent, int) and percent >= 0 else None,
    )


def _report(record: Any) -> ErrorReport:
    number = record.category
    known = isinstance(number, int) and 0 <= number < len(_CATEGORIES)
    return ErrorReport(
        error_id=record.fq_error or "",
        category=_CATEGORIES[number] if known else str(number),
        message=str(record),
        line=_line(record),
    )


def _line(record: Any) -> int | None:
    line = record.invocation_script_line_number
    if isinstance(line, int) and line > 0:
        return line
    # "at <ScriptBlock>, <No file>: line 3", with the words in the host's language.
    trace = re.search(r":\D*(\d+)\s*$", (record.script_stacktrace or "").partition("\n")[0])
    return int(trace.group(1)) or None if trace else None
