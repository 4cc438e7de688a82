"""What stands behind a rehearsal host's endpoint: something that answers opaque PSRP fragments."""

from typing import Protocol
from uuid import UUID


class EngineGone(Exception):
    """The process behind a shell ended: nothing that the shell was asked will be answered any more."""


class TakeoverUnsupported(Exception):
    """This engine cannot hand its pool to a new client."""


class Sink(Protocol):
    """Where an engine puts what it says; the endpoint's shell. Callable from any thread, never blocks.

    What is said about a command that the client has closed already is dropped.
    """

    def data(self, command: UUID | None, fragments: bytes) -> None:
        """Queue whole PSRP fragments for the client; no command means the runspace pool."""
        ...

    def done(self, command: UUID) -> None:
        """Say that nothing more comes from this command."""
        ...

    def gone(self, reason: str) -> None:
        """Say that the shell is dead; every pending Receive ends with a fault."""
        ...


class ShellEngine(Protocol):
    """One runspace pool. The endpoint calls it from many threads; every method may raise `EngineGone`."""

    def open(self, creation: bytes, sink: Sink) -> None:
        """Begin the pool with the fragments of the Create request."""
        ...

    def command(self, command: UUID, fragments: bytes) -> None:
        """Begin a pipeline with the first fragments of its creation; more may follow through `send`."""
        ...

    def send(self, command: UUID | None, stream: str, fragments: bytes) -> None:
        """Take further fragments; `stream` is `stdin`, or `pr` for answers to host calls."""
        ...

    def stop(self, command: UUID) -> None:
        """Stop gracefully: a pipeline state message follows, then `Sink.done`."""
        ...

    def terminate(self, command: UUID) -> None:
        """Forget the command, running or not; nothing follows."""
        ...

    def connect(self, fragments: bytes) -> bytes:
        """Let a new client take over the pool; give the fragments of the Connect reply. May raise `TakeoverUnsupported`."""
        ...

    def disconnect(self) -> None:
        """Learn that nobody listens for the time being; the endpoint buffers."""
        ...

    def reconnect(self) -> None:
        """Learn that the same client listens again."""
        ...

    def close(self) -> None:
        """End everything and free it; safe to call again."""
        ...
