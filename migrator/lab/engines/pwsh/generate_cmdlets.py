"""Writes the C# of a binary stand-in module: one cmdlet class per command, named like the real one."""

from collections.abc import Iterable, Iterator

from migrator.facts.tables import CommandFacts, ParameterFacts
from migrator.lab.engines.pwsh.generate_binding import parameter_arguments
from migrator.lab.engines.pwsh.generate_names import csharp

_QUOTE = '"'
_TRUE = "true"

_HEAD = "using System.Management.Automation;\n"

# The class's full name is in every error id of a cmdlet (`OperationFailed,Microsoft.HyperV.PowerShell.Commands.ImportVM`).
_NAMESPACES = {
    "CimCmdlets": ("Microsoft.Management.Infrastructure.CimCmdlets", "Command"),
    "HgsClient": ("Microsoft.Windows.HostGuardianService.Client", "Command"),
    "Hyper-V": ("Microsoft.HyperV.PowerShell.Commands", ""),
    "Microsoft.PowerShell.Diagnostics": ("Microsoft.PowerShell.Commands", "Command"),
    "Microsoft.PowerShell.LocalAccounts": ("Microsoft.PowerShell.Commands", "Command"),
    "Microsoft.WSMan.Management": ("Microsoft.WSMan.Management", "Command"),
    "PKI": ("Microsoft.CertificateServices.Commands", "Command"),
}


def class_name(command: CommandFacts) -> str:
    """Return the full name of the command's class."""
    if (
        command.module == "Hyper-V"
        and command.name.endswith(("VHD", "VHDSet", "VHDSnapshot"))
        and "VM" not in command.name
    ):
        verb, noun = command.name.split("-")
        return f"Microsoft.Vhd.PowerShell.Cmdlets.{verb}{noun.replace('VHD', 'Vhd')}"
    namespace, suffix = _NAMESPACES.get(command.module, (f"MigratorLab.{command.module.replace('-', '')}", "Command"))
    return f"{namespace}.{command.name.replace('-', '')}{suffix}"


def cmdlets_source(commands: Iterable[CommandFacts]) -> str:
    """Return one C# file with all classes."""
    return _HEAD + _MARK + "\n".join(_class(command) for command in commands)


# Tells the runtime that a type of this assembly is a stand-in's own class.
_MARK = "namespace MigratorLab { internal static class StandIn { } }\n"


def _class(command: CommandFacts) -> str:
    namespace, _, name = class_name(command).rpartition(".")
    verb, _, noun = command.name.partition("-")
    about = [f'"{verb}"', f'"{noun}"']
    if command.default_set:
        about.append(f'DefaultParameterSetName = "{command.default_set}"')
    if command.should_process:
        impact = command.confirm_impact if command.confirm_impact in {"Low", "Medium", "High", "None"} else "Medium"
        about.append(f"SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.{impact}")
    body = "\n".join(_property(parameter, command) for parameter in command.parameters.values())
    output = "".join(f'[OutputType("{name}")] ' for name in command.output_types)
    changes = "    protected override bool Changes { get { return true; } }\n" if command.should_process else ""
    qualified = command.qualified.replace("\\", "\\\\")
    return (
        f"namespace {namespace}\n{{\n  [Cmdlet({', '.join(about)})] {output}\n"
        f"  public sealed class {name} : MigratorLab.StandInCmdlet\n  {{\n"
        f'    protected override string Command {{ get {{ return "{qualified}"; }} }}\n{changes}{body}\n  }}\n}}\n'
    )


def _property(parameter: ParameterFacts, command: CommandFacts) -> str:
    attributes = list(_parameter_attributes(parameter))
    if parameter.aliases:
        attributes.append("[Alias(" + ", ".join(f'"{alias}"' for alias in parameter.aliases) + ")]")
    if parameter.values:
        attributes.append("[ValidateSet(" + ", ".join(f'"{value}"' for value in parameter.values) + ")]")
    name = f"@{parameter.name}"
    # A cmdlet's own members are hidden by a parameter of the same name, as in the real modules.
    hides = "new " if parameter.name in {"CommandRuntime", "Host", "Events", "Stopping"} else ""
    if parameter.name == "Command" and command.module:
        name = "CommandParameter"
        attributes.append('[Alias("Command")]')
    return f"    {' '.join(attributes)} public {hides}{csharp(parameter.type_name)} {name} {{ get; set; }}"


def _parameter_attributes(parameter: ParameterFacts) -> Iterator[str]:
    for set_name, binding in parameter.sets.items():
        yield f"[Parameter({parameter_arguments(set_name, binding, quote=_QUOTE, true=_TRUE)})]"
