"""Faults that a test or a person plants into a rehearsal host's endpoint; plain data, so that they travel."""

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TypeAlias

PlainValue: TypeAlias = str | int | float | None


class FaultKind(StrEnum):
    """What happens to the request that the fault meets."""

    DELAY = "delay"
    """It waits `seconds` and goes on."""
    RESET_BEFORE = "reset-before"
    """The connection is reset; nothing was done."""
    RESET_AFTER = "reset-after"
    """It is acted on, then the connection is reset: the outcome is unknown to the client."""
    DROP_ANSWER = "drop-answer"
    """It is acted on, and nothing is ever answered: the client runs into its read time-out."""
    UNAVAILABLE = "unavailable"
    """HTTP 503; nothing was done."""
    SHELL_GONE = "shell-gone"
    """Its shell dies first."""
    REFUSED = "refused"
    """A WSMan fault with `code`; nothing was done."""


@dataclass(frozen=True)
class PlantedFault:
    """A fault for the `nth` request of a verb (any verb when None) from now on, and the `times` - 1 that follow it."""

    kind: FaultKind
    verb: str | None = None
    nth: int = 1
    times: int = 1
    seconds: float = 0.0
    code: int = 0

    def as_data(self) -> dict[str, PlainValue]:
        """Give the fault as plain data."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, PlainValue]) -> "PlantedFault":
        """Read plain data; an unknown kind or field is an error."""
        return cls(**{**data, "kind": FaultKind(str(data["kind"]))})  # type: ignore[arg-type]


class PlantedFaults:
    """What is planted in one endpoint; each request takes at most one fault."""

    def __init__(self, *faults: PlantedFault) -> None:
        self._lock = threading.Lock()
        self._planted: list[tuple[PlantedFault, int]] = [(fault, 0) for fault in faults]

    def plant(self, fault: PlantedFault) -> None:
        """Add a fault; requests are counted from now."""
        with self._lock:
            self._planted.append((fault, 0))

    def clear(self) -> None:
        """Heal everything."""
        with self._lock:
            self._planted.clear()

    def take(self, verb: str) -> PlantedFault | None:
        """Count a request and give the first fault that it meets."""
        met: PlantedFault | None = None
        with self._lock:
            left: list[tuple[PlantedFault, int]] = []
            for fault, already in self._planted:
                seen = already + (fault.verb in (None, verb))
                if met is None and seen > already and seen >= fault.nth:
                    met = fault
                if seen < fault.nth + fault.times - 1:
                    left.append((fault, seen))
            self._planted = left
        return met
