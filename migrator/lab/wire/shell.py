"""One shell of a rehearsal host: its engine, its output queues, its record."""

import logging
import threading
from collections.abc import Callable
from typing import Self
from uuid import UUID
from xml.sax.saxutils import escape

from migrator.lab.engines.engine import ShellEngine
from migrator.lab.wire.output import OutputQueue
from migrator.lab.wire.quotas import Quotas, ReceivedBytes
from migrator.lab.wire.refusal import (
    INVALID_PARAMETER,
    SHELL_DISCONNECTED,
    Refusal,
    no_such_command,
    no_such_shell,
    shell_died,
    too_many_commands,
)

_log = logging.getLogger(__name__)


class Shell:
    """Implements the engines' `Sink`: commands are known by their id in upper case, the pool by None."""

    def __init__(
        self,
        shell_id: str,
        *,
        owner: str,
        resource: str,
        session_id: str,
        idle_timeout_s: float,
        engine: ShellEngine,
        quotas: Quotas,
        clock: Callable[[], float],
    ) -> None:
        self.id = shell_id
        self.owner = owner
        self.resource = resource
        self.session_id = session_id
        self.idle_timeout_s = idle_timeout_s
        self.engine = engine
        self.connected = True
        self._quotas = quotas
        self._clock = clock
        self._created = self._last_used = clock()
        self._in_use = 0
        self._lock = threading.Lock()
        self._queues: dict[str | None, OutputQueue] = {None: OutputQueue()}
        self._received: dict[str | None, ReceivedBytes] = {None: ReceivedBytes(quotas)}
        self._dead: str | None = None

    # What engines say.

    def data(self, command: UUID | None, fragments: bytes) -> None:
        """Queue what the engine says; what is said about a closed command is dropped."""
        queue = self._queues.get(_key(command))
        if queue is not None:
            queue.put(fragments)

    def done(self, command: UUID) -> None:
        """Let the client hear the command's end."""
        queue = self._queues.get(_key(command))
        if queue is not None:
            queue.finish()

    def gone(self, reason: str) -> None:
        """End every Receive with a fault; whatever is asked later finds no shell."""
        with self._lock:
            if self._dead is not None:
                return
            self._dead = reason
            queues = list(self._queues.values())
        _log.info("shell %s is gone: %s", self.id, reason)
        for queue in queues:
            queue.break_off(shell_died(reason))

    # What clients ask.

    @property
    def dead(self) -> bool:
        """Whether nothing lives behind this shell any more."""
        return self._dead is not None

    def __enter__(self) -> Self:
        with self._lock:
            self._in_use += 1
            self._last_used = self._clock()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._in_use -= 1
            self._last_used = self._clock()

    def idle_too_long(self) -> bool:
        """Whether no request was under way for longer than the idle time-out."""
        with self._lock:
            return self._in_use == 0 and self._clock() - self._last_used > self.idle_timeout_s

    def require_connected(self) -> None:
        """Refuse when the client has disconnected from the shell, or when it is dead."""
        if self.dead:
            raise no_such_shell()
        if not self.connected:
            raise Refusal(SHELL_DISCONNECTED, "The shell is disconnected.", "w:Concurrency")

    def begin_command(self, command: UUID) -> None:
        """Make the command's queue; its id must be free and the quota not exhausted."""
        with self._lock:
            if _key(command) in self._queues:
                raise Refusal(INVALID_PARAMETER, "The command identifier is already in use.", "w:InvalidParameter")
            if len(self._queues) > self._quotas.max_commands_per_shell:
                raise too_many_commands()
            self._queues[_key(command)] = OutputQueue()
            self._received[_key(command)] = ReceivedBytes(self._quotas)

    def queue(self, command: UUID | None) -> OutputQueue:
        """Give the queue of a command that is not closed."""
        try:
            return self._queues[_key(command)]
        except KeyError:
            raise no_such_command() from None

    def count_received(self, command: UUID | None, fragments: bytes) -> None:
        """Hold the client to the receive limits."""
        self.queue(command)
        self._received[_key(command)].count(fragments)

    def forget_command(self, command: UUID) -> None:
        """Close a command: a waiting Receive ends as Done, later requests find no such command."""
        with self._lock:
            queue = self._queues.pop(_key(command), None)
            self._received.pop(_key(command), None)
        if queue is None:
            raise no_such_command()
        queue.discard()

    def disconnect(self) -> None:
        """Stop delivering; what engines say meanwhile is kept."""
        self.connected = False
        for queue in list(self._queues.values()):
            queue.interrupt(Refusal(SHELL_DISCONNECTED, "The shell was disconnected.", "w:Concurrency"))

    def commands(self) -> list[str]:
        """Give the ids of the commands that a new client could connect to."""
        with self._lock:
            return [key for key, queue in self._queues.items() if key is not None and not queue.told_done]

    def xml(self) -> str:
        """Write the record that Create, Get and Enumerate show."""
        now = self._clock()
        rows = {
            "ShellId": self.id,
            "ResourceUri": self.resource,
            "Owner": self.owner,
            "ClientIP": "127.0.0.1",
            "IdleTimeOut": f"PT{self.idle_timeout_s:.3f}S",
            "InputStreams": "stdin pr",
            "OutputStreams": "stdout",
            "MaxIdleTimeOut": "PT2147483.647S",
            "Locale": "en-US",
            "DataLocale": "en-US",
            "CompressionMode": "NoCompression",
            "ProfileLoaded": "Yes",
            "Encoding": "UTF8",
            "BufferMode": "Block",
            "State": "Connected" if self.connected else "Disconnected",
            "ShellRunTime": f"P0DT0H0M{now - self._created:.0f}S",
            "ShellInactivity": f"P0DT0H0M{now - self._last_used:.0f}S",
        }
        inner = "".join(f"<rsp:{name}>{escape(value)}</rsp:{name}>" for name, value in rows.items())
        return f"<rsp:Shell>{inner}</rsp:Shell>"


def _key(command: UUID | None) -> str | None:
    return str(command).upper() if command is not None else None
