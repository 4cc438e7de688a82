"""Writes the script part of a stand-in module: one function per command that is a function on real hosts too."""

from collections.abc import Iterable

from migrator.facts.tables import CommandFacts, ParameterFacts
from migrator.lab.engines.pwsh.generate_binding import parameter_arguments
from migrator.lab.engines.pwsh.generate_names import cim_class, powershell

_QUOTE = "'"
_TRUE = "$true"


def functions_source(commands: Iterable[CommandFacts]) -> str:
    """Return the module's text; without functions it is empty."""
    return "\n".join(_function(command) for command in commands)


def _function(command: CommandFacts) -> str:
    about = []
    if command.default_set:
        about.append(f"DefaultParameterSetName = '{command.default_set}'")
    if command.should_process:
        about.append("SupportsShouldProcess = $true")
    parameters = ",\n".join(_parameter(parameter) for parameter in command.parameters.values())
    guard = "if (-not $PSCmdlet.ShouldProcess([MigratorLab.StandInCall]::Target($PSBoundParameters))) { return }; "
    return (
        f"function {command.name} {{\n"
        f"    [CmdletBinding({', '.join(about)})]\n    param(\n{parameters}\n    )\n"
        f"    process {{ {guard if command.should_process else ''}"
        f"[MigratorLab.StandInCall]::Run($PSCmdlet, '{command.qualified}', $PSBoundParameters, $PSCmdlet.ParameterSetName) }}\n"
        "}\n"
    )


def _parameter(parameter: ParameterFacts) -> str:
    attributes = [
        f"[Parameter({parameter_arguments(set_name, binding, quote=_QUOTE, true=_TRUE)})]"
        for set_name, binding in parameter.sets.items()
    ]
    if parameter.aliases:
        attributes.append("[Alias(" + ", ".join(f"'{alias}'" for alias in parameter.aliases) + ")]")
    if parameter.values:
        attributes.append("[ValidateSet(" + ", ".join(f"'{value}'" for value in parameter.values) + ")]")
    demanded = cim_class(parameter.type_name)
    if demanded:
        array = "[]" if parameter.type_name.endswith("[]") else ""
        attributes.append(f"[PSTypeName('{demanded}')][psobject{array}]")
    else:
        attributes.append(f"[{powershell(parameter.type_name)}]")
    return f"        {' '.join(attributes)} ${{{parameter.name}}}"
