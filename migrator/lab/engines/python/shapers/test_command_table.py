"""Documents of `Test-CommandTable`."""

import json
from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import probed, text


def probe_commands(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per command of the table."""
    table = _table(text(parameters.get("Table")) or "{}")
    for name, asked in table.items():
        command = probed(cmdlets, name)
        yield {
            "command": name,
            "found": command is not None,
            "version": None if command is None else text(command["Version"]),
            "missing_parameters": [] if command is None else [one for one in asked if not _has(command, one)],
        }


def _table(said: str) -> dict[str, list[str]]:
    try:
        table: dict[str, list[str]] = json.loads(said)
    except json.JSONDecodeError as refused:
        raise PsError(
            f"Conversion from JSON failed with error: {refused}",
            error_id="System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand",
            exception_type="System.ArgumentException",
        ) from refused
    return table


def _has(command: PsObject, parameter: str) -> bool:
    parameters = command["Parameters"]
    return isinstance(parameters, PsObject) and parameters.has(parameter)
