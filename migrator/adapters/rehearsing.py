"""A session that lets reads through and writes changes down."""

from collections.abc import Callable

from migrator.ports.host_session import CancelToken, Effect, HostSession, ScriptCall, ScriptProgress, ScriptResult


class RehearsingSession:
    """Wraps a session for a dry run: no changing script ever reaches it."""

    def __init__(self, inner: HostSession) -> None:
        self._inner = inner
        self._would_change: list[ScriptCall] = []

    @property
    def host(self) -> str:
        """The inner session's host."""
        return self._inner.host

    @property
    def would_change(self) -> tuple[ScriptCall, ...]:
        """The changes that were written down, in order."""
        return tuple(self._would_change)

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Run a read; for a change return a result that says `would_change`."""
        if call.script.effect is Effect.READS:
            return self._inner.run(call, deadline_s=deadline_s, cancel=cancel, on_progress=on_progress)
        self._would_change.append(call)
        return ScriptResult(documents=(), would_change=True)

    def close(self) -> None:
        """Close the inner session."""
        self._inner.close()
