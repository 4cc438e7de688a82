"""What waits to be received from one command, or from the runspace pool itself."""

import threading
from collections import deque
from dataclasses import dataclass

from migrator.lab.wire.refusal import Refusal, no_such_command, timed_out

_XML_AROUND_A_STREAM = 160


@dataclass(frozen=True)
class Taken:
    """The fragments of one Receive; `done` says that nothing will follow."""

    fragments: tuple[bytes, ...]
    done: bool


class OutputQueue:
    """Fragments in order, and how they end. One condition, because engines put while clients wait."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._fragments: deque[bytes] = deque()
        self._done = False
        self._told_done = False
        self._broken: Refusal | None = None
        self._interruptions = 0
        self._interrupted_by: Refusal | None = None

    def put(self, fragments: bytes) -> None:
        """Queue whole fragments."""
        with self._changed:
            self._fragments.append(fragments)
            self._changed.notify_all()

    def finish(self) -> None:
        """Let the next Receive that empties the queue say Done."""
        with self._changed:
            self._done = True
            self._changed.notify_all()

    def discard(self) -> None:
        """Throw away what was not received and be done: a closed command says nothing more."""
        with self._changed:
            self._fragments.clear()
            self._done = True
            self._changed.notify_all()

    def break_off(self, refusal: Refusal) -> None:
        """End every Receive, waiting or yet to come, with this fault once the queue is empty."""
        with self._changed:
            self._broken = self._broken or refusal
            self._changed.notify_all()

    def interrupt(self, refusal: Refusal) -> None:
        """End the Receives that wait now; what is queued stays for later ones."""
        with self._changed:
            self._interruptions += 1
            self._interrupted_by = refusal
            self._changed.notify_all()

    @property
    def told_done(self) -> bool:
        """Whether the client has heard the end: a Windows host has forgotten the command by then."""
        return self._told_done

    def take(self, timeout_s: float, budget_bytes: int) -> Taken:
        """Wait for something to say and give as much of it as fits the client's envelope."""
        with self._changed:
            if self._told_done:
                raise no_such_command()
            seen = self._interruptions
            self._changed.wait_for(
                lambda: self._fragments or self._done or self._broken or self._interruptions != seen, timeout_s
            )
            if self._interrupted_by is not None and self._interruptions != seen:
                raise self._interrupted_by
            if not self._fragments and not self._done:
                raise self._broken or timed_out()
            taken: list[bytes] = []
            while self._fragments:
                budget_bytes -= len(self._fragments[0]) * 4 // 3 + _XML_AROUND_A_STREAM
                if taken and budget_bytes < 0:
                    break
                taken.append(self._fragments.popleft())
            done = self._done and not self._fragments
            self._told_done = done
            return Taken(tuple(taken), done)
