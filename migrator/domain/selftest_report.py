"""The file that `selftest` writes: what a real host said, without names."""

from typing import Final, Literal

from pydantic import JsonValue

from migrator.domain.model import Model

SELFTEST_SCHEMA: Final = 1


class TrialReport(Model):
    """One script: how it went, and its documents with names, addresses and ids replaced."""

    script: str
    sha256: str
    elapsed_s: float
    slow: bool
    largest_bytes: int
    fault: str | None
    """Id of the error it ended with."""
    fault_said: dict[str, str | int | None]
    warnings: tuple[str, ...]
    """What the script could read only in part, in words that name nobody."""
    documents: tuple[JsonValue, ...]


class CommandReport(Model):
    """One command that our scripts use, as the host has it."""

    command: str
    found: bool
    version: str | None
    expected: bool
    """Our scripts use it without asking first whether it is there."""
    missing_parameters: tuple[str, ...]
    """In our table of this release and not on the host."""
    needed_and_missing: tuple[str, ...]
    """Those of them that our scripts use."""


class SelftestReport(Model):
    """Can be sent; becomes a fixture."""

    kind: Literal["selftest"] = "selftest"
    schema_version: Literal[1] = SELFTEST_SCHEMA
    made_by: str
    os_build: int | None
    """None where the host would not say."""
    compared_with: str
    trials: tuple[TrialReport, ...]
    commands: tuple[CommandReport, ...]
    command_fault: str | None
    """Id of the error that kept us from comparing commands."""

    @property
    def finding_count(self) -> int:
        """How many things are not as we believe: faults, slow answers, expected commands or parameters that are missing."""
        return (
            sum((trial.fault is not None) + trial.slow for trial in self.trials)
            + sum((one.expected and not one.found) + bool(one.needed_and_missing) for one in self.commands)
            + (self.command_fault is not None)
        )
