"""Faults that a test or a person plants into a rehearsal host's endpoint; plain data, so that they travel."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final, TypeAlias

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


_OF_SCRIPTS: Final = frozenset({FaultKind.DELAY, FaultKind.REFUSED, FaultKind.RESET_AFTER})


@dataclass(frozen=True)
class PlantedFault:
    """A fault for the `nth` request of a verb (any verb when None) from now on, and the `times` - 1 that follow it.

    With `script` it meets runs of that script instead of requests, in the python engine: `delay` lets it act and answer
    late, `refused` fails it before it does anything, `reset-after` lets it act and its shell die with the answer.
    """

    kind: FaultKind
    verb: str | None = None
    nth: int = 1
    times: int = 1
    seconds: float = 0.0
    code: int = 0
    script: str | None = None

    def __post_init__(self) -> None:
        if self.script is not None and self.kind not in _OF_SCRIPTS:
            msg = f"a script cannot have {self.kind}; there are: {', '.join(sorted(_OF_SCRIPTS))}"
            raise ValueError(msg)

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
        return self._take(lambda fault: fault.script is None and fault.verb in (None, verb))

    def take_script(self, name: str) -> PlantedFault | None:
        """Count a run of a script and give the first fault that it meets."""
        return self._take(lambda fault: fault.script is not None and fault.script.casefold() == name.casefold())

    def _take(self, is_meant: Callable[[PlantedFault], bool]) -> PlantedFault | None:
        met: PlantedFault | None = None
        with self._lock:
            left: list[tuple[PlantedFault, int]] = []
            for fault, already in self._planted:
                seen = already + is_meant(fault)
                if met is None and seen > already and seen >= fault.nth:
                    met = fault
                if seen < fault.nth + fault.times - 1:
                    left.append((fault, seen))
            self._planted = left
        return met
