"""What all errors share: an exit code, a catalogue id, parameters."""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """The process's answer; where several hold, `first_of` decides."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    FINISHED_WITH_WARNINGS = 3
    WAITING_FOR_PERSON = 4
    BLOCKERS = 10
    INTEGRITY = 11
    CONNECTION = 12
    DECLINED = 13
    HOST_NOT_AS_PLANNED = 14
    OUTSIDE_WINDOW = 15
    OUTCOME_UNKNOWN = 16
    INTERRUPTED = 130


_PRECEDENCE = (2, 16, 11, 14, 12, 15, 13, 10, 1, 130, 4, 3, 0)


def first_of(codes: "set[ExitCode] | frozenset[ExitCode]") -> ExitCode:
    """Return the code that wins when several hold; DONE for an empty set."""
    return next((ExitCode(code) for code in _PRECEDENCE if code in codes), ExitCode.DONE)


class MigratorError(Exception):
    """Base of the closed set. `parameters` are the values of the catalogue text; none of them may be a secret."""

    id: ClassVar[str]
    exit_code: ClassVar[ExitCode] = ExitCode.FAILED
    is_no_way_in: ClassVar[bool] = False
    """Nobody gets into the host: whatever else is asked of it fails of the same."""

    def __init__(self, **parameters: str | int | None) -> None:
        super().__init__(parameters)
        self.parameters = parameters

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.id}({said})"
