"""Makes Ctrl-C a wish to stop: what runs is stopped in good order, and a question is left at once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self

import typer

from migrator.errors import Cancelled


class Interrupts:
    """A token for calls and pauses; while it is entered, Ctrl-C sets it."""

    def __init__(self) -> None:
        self._wish = threading.Event()
        self._asking = False
        self._before: object = None

    def is_set(self) -> bool:
        """Return True once stopping was asked for."""
        return self._wish.is_set()

    def wait(self, seconds: float) -> None:
        """Pass the time; raises Cancelled as soon as somebody wants to stop."""
        if self._wish.wait(seconds):
            raise Cancelled(host="-", attempted="wait", found="interrupted")

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Let Ctrl-C end a question, which has nothing to bring into good order."""
        self._asking = True
        try:
            yield
        except (KeyboardInterrupt, typer.Abort):  # a prompt makes the one of the other
            raise Cancelled(host="-", attempted="ask", found="interrupted") from None
        finally:
            self._asking = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        if callable(self._before) or isinstance(self._before, int):
            signal.signal(signal.SIGINT, self._before)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self._wish.set()
        if self._asking:
            raise KeyboardInterrupt
