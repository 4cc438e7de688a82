"""A session that answers as it was told, for the wrappers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from migrator.errors import MigratorError
from migrator.ports.host_session import CancelToken, ScriptCall, ScriptProgress, ScriptResult


@dataclass
class ToldSession:
    """Gives its answers one after the other and keeps the calls that reached it."""

    answers: list[ScriptResult | MigratorError]
    calls: list[ScriptCall] = field(default_factory=list)
    deadlines: list[float] = field(default_factory=list)
    closed: int = 0
    host: str = "hv01"

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Answer."""
        del cancel
        self.calls.append(call)
        self.deadlines.append(deadline_s)
        if on_progress:
            on_progress(ScriptProgress("told", "", None))
        answer = self.answers.pop(0)
        if isinstance(answer, MigratorError):
            raise answer
        return answer

    def close(self) -> None:
        """Count."""
        self.closed += 1
