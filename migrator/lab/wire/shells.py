"""All shells of one rehearsal host: whose they are, how many, how long they may idle."""

import threading
import uuid
from collections.abc import Callable

from migrator.lab.engines.engine import ShellEngine
from migrator.lab.wire.quotas import Quotas
from migrator.lab.wire.refusal import INVALID_PARAMETER, Refusal, no_such_shell, too_many_shells
from migrator.lab.wire.shell import Shell


class Shells:
    """The registry. Shells are seen by their owner only."""

    def __init__(
        self, engine_factory: Callable[[], ShellEngine], *, quotas: Quotas, clock: Callable[[], float]
    ) -> None:
        self._engine_factory = engine_factory
        self._quotas = quotas
        self._clock = clock
        self._lock = threading.Lock()
        self._shells: dict[str, Shell] = {}

    def create(
        self, shell_id: str, *, owner: str, resource: str, session_id: str, idle_timeout_s: float | None
    ) -> Shell:
        """Make a shell with a new engine; refuses one more than the owner may have."""
        self._end_idle()
        idle = self._quotas.idle_timeout_s if idle_timeout_s is None else idle_timeout_s
        if idle < self._quotas.min_idle_timeout_s:
            text = (
                f"The specified IdleTimeOut {idle} is below the allowed minimum of {self._quotas.min_idle_timeout_s}."
            )
            raise Refusal(INVALID_PARAMETER, text, "w:InvalidParameter")
        with self._lock:
            if sum(1 for shell in self._shells.values() if shell.owner == owner) >= self._quotas.max_shells_per_user:
                raise too_many_shells(self._quotas.max_shells_per_user)
            own_id = shell_id.upper() or str(uuid.uuid4()).upper()
            if own_id in self._shells:
                raise Refusal(INVALID_PARAMETER, "The shell identifier is already in use.", "w:InvalidParameter")
            shell = self._shells[own_id] = Shell(
                own_id,
                owner=owner,
                resource=resource,
                session_id=session_id,
                idle_timeout_s=idle,
                engine=self._engine_factory(),
                quotas=self._quotas,
                clock=self._clock,
            )
        return shell

    def find(self, shell_id: str, owner: str) -> Shell:
        """Give a living shell of this user."""
        self._end_idle()
        with self._lock:
            shell = self._shells.get(shell_id)
        if shell is None or shell.owner != owner:
            raise no_such_shell()
        if shell.dead:
            self.end(shell, "")
            raise no_such_shell()
        return shell

    def of(self, owner: str) -> list[Shell]:
        """List a user's shells."""
        self._end_idle()
        with self._lock:
            return [shell for shell in self._shells.values() if shell.owner == owner]

    def count(self) -> int:
        """Count the shells of everybody."""
        with self._lock:
            return len(self._shells)

    def end(self, shell: Shell, reason: str) -> None:
        """Take a shell away and free its engine."""
        with self._lock:
            self._shells.pop(shell.id, None)
        shell.gone(reason)
        shell.engine.close()

    def end_all(self, reason: str) -> None:
        """Take every shell away, as a restart of WinRM or of the host does."""
        with self._lock:
            shells = list(self._shells.values())
        for shell in shells:
            self.end(shell, reason)

    def _end_idle(self) -> None:
        with self._lock:
            idle = [shell for shell in self._shells.values() if shell.idle_too_long()]
        for shell in idle:
            self.end(shell, "idle for longer than its IdleTimeOut")
