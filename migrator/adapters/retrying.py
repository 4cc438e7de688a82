"""A session that asks again where a read got no answer."""

import time
from collections.abc import Callable

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_base, wait_exponential

from migrator.errors import HostUnreachable, QuotaExceeded, SessionLost
from migrator.ports.host_session import CancelToken, Effect, HostSession, ScriptCall, ScriptProgress, ScriptResult

ANSWERLESS = (HostUnreachable, SessionLost, QuotaExceeded)
"""What may be gone in a moment: a network hiccup, a restarted service, somebody else's session.

Not a refused login (three wrong passwords lock an account), not a deadline (the same script takes as long again), not
an error of the script.
"""

DEFAULT_ATTEMPTS = 3
DEFAULT_WAIT = wait_exponential(multiplier=1, min=1, max=10)


class RetryingSession:
    """Wraps a session; reads are repeated, a change is sent once and never again."""

    def __init__(
        self,
        inner: HostSession,
        *,
        attempts: int = DEFAULT_ATTEMPTS,
        wait: wait_base = DEFAULT_WAIT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._inner = inner
        self._attempts = attempts
        self._wait = wait
        self._sleep = sleep

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
        """Run the script; the error of the last attempt is raised as it came. Each attempt has the whole deadline."""

        def ask() -> ScriptResult:
            return self._inner.run(call, deadline_s=deadline_s, cancel=cancel, on_progress=on_progress)

        if call.script.effect is Effect.CHANGES:
            return ask()

        def enough(state: RetryCallState) -> bool:
            return stop_after_attempt(self._attempts)(state) or (cancel is not None and cancel.is_set())

        retrying = Retrying(
            retry=retry_if_exception_type(ANSWERLESS), stop=enough, wait=self._wait, sleep=self._sleep, reraise=True
        )
        return retrying(ask)

    def close(self) -> None:
        """Close the inner session."""
        self._inner.close()
