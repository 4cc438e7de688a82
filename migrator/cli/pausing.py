"""How long to wait between two looks at what a host is doing: short at first, then longer."""

from collections.abc import Callable
from typing import Final

_SHORTEST_S: Final = 0.1
_LONGEST_S: Final = 5.0
_GROWTH: Final = 1.6


class Pausing:
    """Waits longer each time until something has happened."""

    def __init__(self, wait: Callable[[float], None]) -> None:
        self._wait = wait
        self._next_s = _SHORTEST_S

    def pause(self) -> None:
        """Pass the time until the next look."""
        self._wait(self._next_s)
        self._next_s = min(self._next_s * _GROWTH, _LONGEST_S)

    def something_happened(self) -> None:
        """Look again soon."""
        self._next_s = _SHORTEST_S
