"""A HostSession over PowerShell remoting."""

import time
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from typing import NoReturn
from xml.etree.ElementTree import Element

import structlog
from pypsrp.powershell import RunspacePool
from pypsrp.wsman import WSMan

from migrator.adapters.answer import judge
from migrator.adapters.psrp.failures import WIRE_FAILURES, is_no_such_shell, said, translate
from migrator.adapters.psrp.pipeline import Interrupted, Interruption, Pace, Phase, Pipeline
from migrator.adapters.psrp.release import require_powershell
from migrator.adapters.psrp.transport import IDLE_LIMIT_S, connect_wsman, transport_of
from migrator.adapters.psrp.trust import peer_fingerprint
from migrator.adapters.psrp.values import plain_arguments, sealed_arguments
from migrator.domain.connection import Connection
from migrator.errors import Cancelled, DeadlineExceeded, MigratorError, OutcomeUnknown
from migrator.ports.host_session import CancelToken, Effect, ScriptCall, ScriptProgress, ScriptResult
from migrator.ports.secret import Secret

_log = structlog.get_logger(__name__)

_SHELL_URI = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
_FAREWELL_S = 5.0
"""How long giving resources back may take. The host forgets an idle session by itself."""


class PsrpSession:
    """One host, one thread, at most one shell on the host at a time.

    The shell is opened when first needed. A session found dead before a script was sent is replaced, once per call;
    one that dies after that ends the call, because only the caller knows whether to repeat.
    """

    def __init__(
        self,
        connection: Connection,
        password: Secret | None,
        *,
        clock: Callable[[], float] = time.monotonic,
        pace: Pace | None = None,
    ) -> None:
        self._connection = connection
        self._password = password
        self._clock = clock
        self._pace = pace or Pace()
        self._pool: RunspacePool | None = None

    @property
    def host(self) -> str:
        """The host as the person wrote it in the configuration."""
        return self._connection.address

    def open(self) -> None:
        """Connect and log in, if that has not been done; says early what is wrong with the connection."""
        if self._pool is None:
            self._pool = self._opened()

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Run the script to its end and return its documents."""
        plain = plain_arguments(call)
        for may_reopen in (True, False):
            pool = self._living_pool()
            pipeline = Pipeline(pool, self._clock, self._pace)
            try:
                arguments = plain | sealed_arguments(call, pool)
                answer = pipeline.run(
                    call.script.text, arguments, deadline_s=deadline_s, cancel=cancel, on_progress=on_progress
                )
            except Interrupted as interrupted:
                self._tidy(pipeline, keep=interrupted.ended)
                self._stopped(call, interrupted.reason, deadline_s, "the script was stopped on the host")
            except WIRE_FAILURES as error:
                self._discard()
                if may_reopen and pipeline.phase is not Phase.RUNNING and is_no_such_shell(error):
                    continue  # the host has forgotten the shell, so the script was never begun
                if pipeline.interruption:
                    self._stopped(call, pipeline.interruption, deadline_s, f"while stopping: {said(error)}")
                raise self._translated(error, call, pipeline.phase) from error
            self._tidy(pipeline, keep=True)
            return judge(call, self.host, answer)
        raise AssertionError  # the second round never continues

    def close(self) -> None:
        """Delete the shell on the host and hang up."""
        self._discard()

    def _opened(self) -> RunspacePool:
        connection = self._connection
        timeouts = connection.timeouts
        wsman = connect_wsman(connection, self._password, self._clock)
        # pypsrp does not tolerate an operation time-out while it opens a pool, so the first answer may take long.
        _allow(wsman, connect_s=timeouts.connect_s, operation_s=timeouts.open_s)
        pool = RunspacePool(wsman, idle_timeout=timeouts.idle_s)
        try:
            pool.open()
            require_powershell(pool, self.host)
        except MigratorError:
            _give_back(pool)
            raise
        except WIRE_FAILURES as error:
            _give_back(pool)
            raise self._translated(error, None, Phase.OPENING) from error
        _allow(wsman, connect_s=timeouts.connect_s, operation_s=timeouts.operation_s)
        _log.debug("session opened", host=self.host, shell=pool.id)
        return pool

    def _living_pool(self) -> RunspacePool:
        if self._pool is not None and self._idle_s(self._pool) > IDLE_LIMIT_S and not self._answers(self._pool):
            self._discard()
        if self._pool is None:
            self._pool = self._opened()
        return self._pool

    def _idle_s(self, pool: RunspacePool) -> float:
        return transport_of(pool.connection).idle_s

    def _answers(self, pool: RunspacePool) -> bool:
        # Not pypsrp's is_alive(): that takes a dropped TCP connection for a dead shell, and then leaves it on the host.
        try:
            reply: Element = pool.connection.get(_SHELL_URI, selector_set=pool.shell._selector_set)  # noqa: SLF001
        except WIRE_FAILURES as error:
            _log.debug("idle session is gone", host=self.host, found=said(error))
            return False
        return not any(
            (element.text or "") == "Disconnected" for element in reply.iter() if element.tag.endswith("}State")
        )

    def _tidy(self, pipeline: Pipeline, *, keep: bool) -> None:
        try:
            pipeline.close()
        except WIRE_FAILURES as error:
            _log.debug("command not closed", host=self.host, found=said(error))
            keep = False
        if not keep:
            self._discard()

    def _discard(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            _give_back(pool)

    def _stopped(self, call: ScriptCall, reason: Interruption, deadline_s: float, found: str) -> NoReturn:
        attempted = call.script.name
        if call.script.effect is Effect.CHANGES:
            raise OutcomeUnknown(host=self.host, attempted=attempted, found=f"{reason}: {found}")
        if reason is Interruption.CANCEL:
            raise Cancelled(host=self.host, attempted=attempted, found=found)
        raise DeadlineExceeded(host=self.host, attempted=attempted, found=found, deadline_s=ceil(deadline_s))

    def _translated(self, error: BaseException, call: ScriptCall | None, phase: Phase) -> MigratorError:
        connection = self._connection
        return translate(
            error,
            host=self.host,
            attempted=call.script.name if call else "open",
            phase=phase,
            effect=call.script.effect if call else Effect.READS,
            fingerprint=lambda: peer_fingerprint(connection.address, connection.listening_port, _FAREWELL_S),
        )


def _allow(wsman: WSMan, *, connect_s: float, operation_s: int) -> None:
    wsman.operation_timeout = operation_s
    transport_of(wsman).allow(connect_s=connect_s, read_s=operation_s + 10)


def _give_back(pool: RunspacePool) -> None:
    _allow(pool.connection, connect_s=_FAREWELL_S, operation_s=int(_FAREWELL_S))
    # Of the shell, not of the pool: pypsrp's pool sends nothing once it believes itself closed or broken.
    with suppress(*WIRE_FAILURES):
        pool.shell.close()
    pool.connection.close()
