"""A session that keeps what scripts warn of."""

from collections.abc import Callable

from migrator.domain.inventory.whole import ReadingWarning
from migrator.ports.host_session import CancelToken, HostSession, ScriptCall, ScriptProgress, ScriptResult


class ListeningSession:
    """Wraps a session; `heard` holds every warning with its script, in order, each once."""

    def __init__(self, inner: HostSession) -> None:
        self._inner = inner
        self._heard: dict[ReadingWarning, None] = {}

    @property
    def host(self) -> str:
        """The inner session's host."""
        return self._inner.host

    @property
    def heard(self) -> tuple[ReadingWarning, ...]:
        """The warnings so far."""
        return tuple(self._heard)

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Run a script and listen."""
        result = self._inner.run(call, deadline_s=deadline_s, cancel=cancel, on_progress=on_progress)
        self._heard |= dict.fromkeys(ReadingWarning(script=call.script.name, text=text) for text in result.warnings)
        return result

    def close(self) -> None:
        """Close the inner session."""
        self._inner.close()
