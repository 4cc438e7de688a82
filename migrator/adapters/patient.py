"""A session that waits for a host that is away for a while: restarted, its service restarted, a cable out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from migrator.adapters.retrying import ANSWERLESS
from migrator.errors import HostUnreachable, MigratorError, OutcomeUnknown
from migrator.ports.host_session import CancelToken, Effect, HostSession, ScriptCall, ScriptProgress, ScriptResult

BETWEEN_TRIES_S: Final = 5.0
_MOST_LOSSES: Final = 3
"""A host that is there and yet loses a read so often loses it because of the read."""


@dataclass(frozen=True)
class Patience:
    """How a run waits for a host, and who hears of it."""

    wait: Callable[[float], None]
    """Passes the time; raises Cancelled as soon as somebody wants to stop."""
    clock: Callable[[], float]
    on_away: Callable[[str, MigratorError, float], None] = lambda _host, _error, _limit_s: None
    """Is told once that a host is waited for: its name, why, and how long at most."""
    on_back: Callable[[str], None] = lambda _host: None
    """Is told that it answers again."""


class NoticingSession:
    """Wraps a session and remembers that an answer was lost, whoever asked."""

    def __init__(self, inner: HostSession) -> None:
        self._inner = inner
        self.was_lost = False
        """Set back by whoever has done something about it."""

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
        """Run the script once."""
        try:
            return self._inner.run(call, deadline_s=deadline_s, cancel=cancel, on_progress=on_progress)
        except (*ANSWERLESS, OutcomeUnknown):
            self.was_lost = True
            raise

    def close(self) -> None:
        """Close the inner session."""
        self._inner.close()


class PatientSession:
    """Wraps a session: a read waits until the host is back; a change is sent once and never again.

    A read means the same after an absence. Whoever sent a change asks with a read what became of it, and so waits there.
    A host that was waited for in vain is not asked again: what is left would wait as long, one after the other.
    """

    def __init__(
        self,
        inner: HostSession,
        noticed: NoticingSession,
        patience: Patience,
        *,
        limit_s: float,
        returned: Callable[[], None] = lambda: None,
    ) -> None:
        """Take what is called (`returned`) after the first read that is answered again, before its answer is used."""
        self._inner = inner
        self._noticed = noticed
        self._patience = patience
        self._limit_s = limit_s
        self._returned = returned
        self._given_up: MigratorError | None = None

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
        """Run the script; a read that the host did not answer in all that time raises the last error as it came."""
        if self._given_up is not None:
            raise self._given_up

        def ask() -> ScriptResult:
            return self._inner.run(call, deadline_s=deadline_s, cancel=cancel, on_progress=on_progress)

        if call.script.effect is Effect.CHANGES:
            return ask()
        try:
            result = ask()
        except ANSWERLESS as error:
            result = self._wait_for(ask, error)
        if self._noticed.was_lost:
            self._noticed.was_lost = False
            self._returned()
        return result

    def close(self) -> None:
        """Close the inner session."""
        self._inner.close()

    def _wait_for(self, ask: Callable[[], ScriptResult], error: MigratorError) -> ScriptResult:
        patience = self._patience
        ends = patience.clock() + self._limit_s
        losses = 0
        if self._limit_s:
            patience.on_away(self.host, error, self._limit_s)
        while True:
            losses += not isinstance(error, HostUnreachable)
            if losses >= _MOST_LOSSES or patience.clock() >= ends:
                self._given_up = error
                raise error
            patience.wait(BETWEEN_TRIES_S)
            try:
                result = ask()
            except ANSWERLESS as again:
                error = again
            else:
                patience.on_back(self.host)
                return result
