"""Compares the host's commands and parameters with a table (`Test-CommandTable`)."""

import json
from collections.abc import Mapping, Sequence

from migrator.domain.model import Model
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


class CommandProbe(Model):
    """Document of `Test-CommandTable`: one per command of the table, in its order."""

    command: str
    found: bool
    version: str | None
    """Of the module; None where the command is not there."""
    missing_parameters: tuple[str, ...]
    """In the table and not on the host."""
    unknown_parameters: tuple[str, ...]
    """On the host and not in the table, sorted."""


def test_command_table(session: HostSession, table: Mapping[str, Sequence[str]]) -> tuple[CommandProbe, ...]:
    r"""Return what the host has of `table`: qualified command (`Hyper-V\Get-VM`) to parameter names."""
    text = json.dumps({command: list(parameters) for command, parameters in table.items()})
    return read_documents(session, "Test-CommandTable", CommandProbe, {"Table": text})


# The name is the script's; pytest must not take it for a test where it is imported.
test_command_table.__test__ = False  # type: ignore[attr-defined]
