"""Keeps one session with each host open, from when it is first asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from migrator.adapters.patient import NoticingSession, Patience, PatientSession
from migrator.domain.connection import Connection
from migrator.domain.plan import StepHost
from migrator.errors import Cancelled
from migrator.ports.host_session import CancelToken, HostSession, ScriptCall, ScriptProgress, ScriptResult

Opener = Callable[[Connection], HostSession]


class StoppableSession:
    """Wraps a session: every call hears the same wish to stop, and none begins after it."""

    def __init__(self, inner: HostSession, cancel: CancelToken) -> None:
        self._inner = inner
        self._cancel = cancel

    @property
    def host(self) -> str:
        """The inner session's host."""
        return self._inner.host

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Run the script unless somebody wants to stop."""
        token = cancel or self._cancel
        if token.is_set():
            raise Cancelled(host=self.host, attempted=call.script.name, found="not begun")
        return self._inner.run(call, deadline_s=deadline_s, cancel=token, on_progress=on_progress)

    def unstoppable(self) -> HostSession:
        """Return the inner session, for what is begun and must not be left half done."""
        return self._inner

    def close(self) -> None:
        """Close the inner session."""
        self._inner.close()


@dataclass(frozen=True)
class _Opened:
    stoppable: StoppableSession
    offered: HostSession


class OpenHosts:
    """Both hosts of a migration; the caller closes them."""

    def __init__(
        self,
        connection_of: Callable[[StepHost], Connection],
        opener: Opener,
        cancel: CancelToken,
        patience: Patience | None = None,
    ) -> None:
        """`connection_of` is asked when a session is opened, so that what a person mends in the meantime counts.

        With `patience`, reads wait for a host that was reached before and is away.
        """
        self._connection_of = connection_of
        self._opener = opener
        self._cancel = cancel
        self._patience = patience
        self._sessions: dict[StepHost, _Opened] = {}
        self.on_open: Callable[[StepHost], None] = lambda _host: None
        """Is told of each session right after it was opened, before anything is done with it."""
        self.on_return: Callable[[StepHost], None] = lambda _host: None
        """Is told of a host that was away and answers again."""

    @property
    def opened(self) -> frozenset[StepHost]:
        """Hosts with a session."""
        return frozenset(self._sessions)

    def session(self, host: StepHost) -> HostSession:
        """Return the session with the source or the destination host; raises a connection error."""
        if host not in self._sessions:
            if self._cancel.is_set():
                raise Cancelled(host=host.value, attempted="open", found="not begun")
            self._sessions[host] = self._open(host)
            self.on_open(host)
        return self._sessions[host].offered

    def unstoppable(self, host: StepHost) -> HostSession:
        """Return the session without the wish to stop: evidence is written to its end; raises as `session` does."""
        if host not in self._sessions:
            self.session(host)
        return self._sessions[host].stoppable.unstoppable()

    def close(self) -> None:
        """Give the hosts' resources back."""
        for session in self._sessions.values():
            session.stoppable.close()
        self._sessions.clear()

    def _open(self, host: StepHost) -> _Opened:
        connection = self._connection_of(host)
        noticing = NoticingSession(self._opener(connection))
        stoppable = StoppableSession(noticing, self._cancel)
        if self._patience is None:
            return _Opened(stoppable, stoppable)
        limit_s = connection.timeouts.away_s
        patient = PatientSession(
            stoppable, noticing, self._patience, limit_s=limit_s, returned=lambda: self.on_return(host)
        )
        return _Opened(stoppable, patient)
