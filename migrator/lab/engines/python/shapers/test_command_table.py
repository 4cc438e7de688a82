"""Documents of `Test-CommandTable`."""

import json
from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import probed, text

_COMMON = frozenset(
    """
    verbose debug erroraction warningaction informationaction progressaction errorvariable warningvariable
    informationvariable outvariable outbuffer pipelinevariable whatif confirm usetransaction
    """.split()  # noqa: SIM905 - reads better as text
)


def compare_command_table(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per command of the table, in its order."""
    table: dict[str, list[str]] = json.loads(text(parameters["Table"]))
    for name, listed in table.items():
        command = probed(cmdlets, name)
        real = _parameters(command)
        missing: list[JsonValue] = [one for one in listed if one.lower() not in map(str.lower, real)]
        unknown: list[JsonValue] = [
            *sorted((one for one in real if one.lower() not in map(str.lower, listed)), key=str.lower)
        ]
        yield {
            "command": name,
            "found": command is not None,
            "version": None if command is None else text(command["Version"]),
            "missing_parameters": missing if command is not None else [],
            "unknown_parameters": unknown,
        }


def _parameters(command: PsObject | None) -> list[str]:
    found = None if command is None else command["Parameters"]
    return [one for one in found if one.lower() not in _COMMON] if isinstance(found, PsObject) else []
