"""Writes the stand-in modules of one release into a folder, ready to be compiled."""

import hashlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from migrator.facts import tables
from migrator.facts.tables import CommandFacts, Release
from migrator.lab.engines.pwsh.generate_cmdlets import cmdlets_source
from migrator.lab.engines.pwsh.generate_functions import functions_source
from migrator.lab.engines.pwsh.generate_types import types_file, types_source

MODULES = (
    "BitLocker",
    "CimCmdlets",
    "Deduplication",
    "DnsClient",
    "FailoverClusters",
    "HgsClient",
    "Hyper-V",
    "Microsoft.PowerShell.Diagnostics",
    "Microsoft.PowerShell.LocalAccounts",
    "Microsoft.WSMan.Management",
    "NetAdapter",
    "NetLbfo",
    "NetTCPIP",
    "PKI",
    "PnpDevice",
    "ScheduledTasks",
    "ServerManager",
    "SmbShare",
    "Storage",
)
"""Every module that has stand-ins; a session shows those of its host."""

_COMPILE = """\
$ErrorActionPreference = 'Stop'
$folder = $args[0]
$runtime = Join-Path $folder 'MigratorLab.Runtime.dll'
Add-Type -Path @(Get-ChildItem -LiteralPath (Join-Path $folder 'runtime') -Filter '*.cs' | ForEach-Object { $_.FullName }) -OutputAssembly $runtime
Add-Type -LiteralPath $runtime
$references = @($runtime, [psobject].Assembly.Location)
if ($PSVersionTable.PSEdition -eq 'Core') { $references += 'System.Collections', 'System.Collections.NonGeneric', 'System.Runtime' }
foreach ($module in Get-ChildItem -LiteralPath (Join-Path $folder 'modules') -Directory) {
    $sources = @(Get-ChildItem -LiteralPath $module.FullName -Filter '*.cs' | ForEach-Object { $_.FullName })
    if ($sources.Count -gt 0) {
        Add-Type -Path $sources -ReferencedAssemblies $references -IgnoreWarnings -WarningAction SilentlyContinue -OutputAssembly (Join-Path $module.FullName ($module.Name + '.dll'))
    }
}
"""


def sources(release: Release) -> dict[str, str]:
    """Return every file of the modules by path: the same release gives the same text."""
    files = {"compile.ps1": _COMPILE}
    runtime = resources.files("migrator.lab.engines.pwsh") / "modules" / "runtime"
    for entry in runtime.iterdir():
        if entry.name.endswith(".cs"):
            files[f"runtime/{entry.name}"] = entry.read_text(encoding="utf-8")
    for module, commands in _by_module(release).items():
        files.update(_module(module, commands, release))
    return files


def manifests(release: Release, folder: Path, installed: Callable[[str], bool]) -> dict[str, str]:
    """Return a manifest per module of which the host has a command; `folder` holds the compiled modules."""
    files = {}
    for module, commands in _by_module(release).items():
        shown = [command for command in commands if installed(command.qualified)]
        if shown:
            files[f"{module}/{module}.psd1"] = _manifest(module, shown, folder / "modules" / module)
    return files


def _by_module(release: Release) -> dict[str, list[CommandFacts]]:
    found: dict[str, list[CommandFacts]] = {module: [] for module in MODULES}
    for command in tables.commands(release).values():
        if command.module in found:
            found[command.module].append(command)
    return found


def digest(files: dict[str, str]) -> str:
    """Return what names a compiled set: the same sources need no second compilation."""
    whole = hashlib.sha256()
    for path, text in sorted(files.items()):
        whole.update(f"{path}\0{len(text)}\0{text}".encode())
    return whole.hexdigest()[:24]


def write(files: dict[str, str], folder: Path) -> None:
    """Write the files below `folder`."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _module(module: str, commands: list[CommandFacts], release: Release) -> dict[str, str]:
    cmdlets, functions = _kinds(commands)
    folder = f"modules/{module}"
    files = {}
    if cmdlets:
        files[f"{folder}/Cmdlets.cs"] = cmdlets_source(cmdlets)
        files[f"{folder}/Version.cs"] = f'[assembly: System.Reflection.AssemblyVersion("{_version(module)}")]\n'
    if functions:
        files[f"{folder}/{module}.psm1"] = functions_source(functions)
    if module == "Hyper-V":
        files[f"{folder}/Types.cs"] = types_source(release)
        files[f"{folder}/Types.ps1xml"] = types_file()
    return files


def _manifest(module: str, commands: list[CommandFacts], compiled: Path) -> str:
    cmdlets, functions = _kinds(commands)
    # The functions' file is the root where there is one: a nested script has no version, a nested assembly has its own.
    roots = ([f"{module}.psm1"] if functions else []) + ([f"{module}.dll"] if cmdlets else [])
    lines = [f"RootModule = {_text(compiled / roots[0])}"]
    lines += [f"NestedModules = @({_text(compiled / root)})" for root in roots[1:]]
    if module == "Hyper-V":
        lines.append(f"TypesToProcess = @({_text(compiled / 'Types.ps1xml')})")
    lines += [
        f"ModuleVersion = '{_version(module)}'",
        "PowerShellVersion = '5.1'",
        f"FunctionsToExport = @({_quoted(functions)})",
        f"CmdletsToExport = @({_quoted(cmdlets)})",
        "AliasesToExport = @()",
        "VariablesToExport = @()",
    ]
    return "@{\n" + "\n".join(lines) + "\n}\n"


def _version(module: str) -> str:
    return tables.module_version(module) or "2.0.0.0"


def _kinds(commands: list[CommandFacts]) -> tuple[list[CommandFacts], list[CommandFacts]]:
    cmdlets = [command for command in commands if command.kind == "Cmdlet"]
    return cmdlets, [command for command in commands if command.kind == "Function"]


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _quoted(commands: list[CommandFacts]) -> str:
    return ", ".join(f"'{command.name}'" for command in commands)
