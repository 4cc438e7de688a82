"""Asks a host which commands and parameters it has (`Test-CommandTable`)."""

import json
from collections.abc import Mapping, Sequence

from migrator.domain.model import Model
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


class CommandProbe(Model):
    """Document of `Test-CommandTable`: one per command asked for."""

    command: str
    found: bool
    version: str | None
    """Of the module that has it."""
    missing_parameters: tuple[str, ...]


def test_command_table(session: HostSession, table: Mapping[str, Sequence[str]]) -> tuple[CommandProbe, ...]:
    r"""Return one probe per command (`Module\Verb-Noun`) of the table, whose values are parameter names."""
    text = json.dumps({command: list(parameters) for command, parameters in table.items()})
    return read_documents(session, "Test-CommandTable", CommandProbe, {"Table": text})


# The name is the script's; pytest must not take it for a test where it is imported.
test_command_table.__test__ = False  # type: ignore[attr-defined]
