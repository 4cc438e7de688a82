"""A pipeline while it runs, as those see it who answer it."""

import threading
from collections.abc import Callable, Iterable
from typing import TypeAlias, cast

import psrpcore
import psrpcore.types as pt

from migrator.lab.cmdlets.api import PsError
from migrator.lab.engines.python.records import error_record


class Stopped(Exception):
    """The client stopped or closed the pipeline: whoever answers it ends."""


class Running:
    """What a pipeline was asked, and ways to say something in it; each raises `Stopped` once nobody listens.

    `write` runs an action on the pool with its lock held and hands over at once what the action queued.
    """

    def __init__(self, server: psrpcore.ServerPipeline, write: Callable[[Callable[[], None]], None]) -> None:
        self.server = server
        self.stopping = threading.Event()
        self._write = write

    @property
    def text(self) -> str:
        """The text of the first command."""
        return str(self._first().command_text)

    @property
    def parameters(self) -> Iterable[tuple[str, object]]:
        """Names and values as they came; a positional one has an empty name."""
        return [(name or "", value) for name, value in self._first().parameters]

    def say(self, output: object) -> None:
        """Write an object to the output."""
        self.do(lambda: self.server.write_output(output))

    def warn(self, message: str) -> None:
        """Write a warning."""
        self.do(lambda: self.server.write_warning(message))

    def progress(self, activity: str, status: str, percent: int) -> None:
        """Write a progress record."""
        self.do(lambda: self.server.write_progress(activity, 0, status, percent_complete=percent))

    def report(self, error: PsError) -> None:
        """Write an error record and go on, as a cmdlet does that was not told to stop."""
        record = error_record(error)
        self.do(
            lambda: self.server.write_error(
                record.Exception,
                record.CategoryInfo,
                record.TargetObject,
                record.FullyQualifiedErrorId,
                script_stack_trace=record.ScriptStackTrace,
            )
        )

    def do(self, act: Callable[[], None]) -> None:
        """Act on the pipeline unless it was stopped."""

        def unless_stopped() -> None:
            if self.stopping.is_set():
                raise Stopped
            act()

        self._write(unless_stopped)

    def end(self, failure: PsError | None) -> None:
        """Complete or fail; psrpcore has no public way to fail a pipeline."""
        if failure is None:
            self.server.complete()
            return
        failed = pt.PipelineState(
            PipelineState=int(pt.PSInvocationState.Failed), ExceptionAsErrorRecord=error_record(failure)
        )
        self.server.prepare_message(failed)
        self.server.state = pt.PSInvocationState.Failed

    def _first(self) -> psrpcore.Command:
        return cast(psrpcore.PowerShell, self.server.metadata).commands[0]


Answer: TypeAlias = Callable[[Running], None]
"""Answers a pipeline in a thread of its own; returning completes it, `PsError` fails it."""
