"""Writes the stand-in modules of one release into a folder, ready to be compiled."""

import hashlib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from migrator.facts import tables
from migrator.facts.tables import CommandFacts, Release
from migrator.lab.engines.pwsh.generate_cmdlets import cmdlets_source
from migrator.lab.engines.pwsh.generate_functions import functions_source
from migrator.lab.engines.pwsh.generate_types import types_file, types_source

RUNTIME = "MigratorLab.Runtime"

MODULES = (
    "BitLocker",
    "CimCmdlets",
    "DnsClient",
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
"""Modules that a session of any host has; those of optional features are asked for by name."""

OPTIONAL = ("Deduplication", "FailoverClusters")

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


def sources(release: Release, extra_modules: Iterable[str] = ()) -> dict[str, str]:
    """Return every file of the modules by path: the same release gives the same text."""
    files = {"compile.ps1": _COMPILE}
    runtime = resources.files("migrator.lab.engines.pwsh") / "modules" / "runtime"
    for entry in runtime.iterdir():
        if entry.name.endswith(".cs"):
            files[f"runtime/{entry.name}"] = entry.read_text(encoding="utf-8")
    by_module: dict[str, list[CommandFacts]] = {}
    for command in tables.commands(release).values():
        by_module.setdefault(command.module, []).append(command)
    for module in (*MODULES, *extra_modules):
        files.update(_module(module, by_module[module]))
    return files


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


def _module(module: str, commands: list[CommandFacts]) -> dict[str, str]:
    cmdlets = [command for command in commands if command.kind == "Cmdlet"]
    functions = [command for command in commands if command.kind == "Function"]
    folder = f"modules/{module}"
    files = {}
    roots = []
    if cmdlets:
        files[f"{folder}/Cmdlets.cs"] = cmdlets_source(cmdlets)
        roots.append(f"{module}.dll")
    if functions:
        files[f"{folder}/{module}.psm1"] = functions_source(functions)
        roots.append(f"{module}.psm1")
    types = ""
    if module == "Hyper-V":
        files[f"{folder}/Types.cs"] = types_source()
        files[f"{folder}/Types.ps1xml"] = types_file()
        types = "    TypesToProcess = @('Types.ps1xml')\n"
    nested = f"    NestedModules = @('{roots[1]}')\n" if len(roots) > 1 else ""
    version = tables.module_version(module) or "2.0.0.0"
    files[f"{folder}/{module}.psd1"] = (
        "@{\n"
        f"    RootModule = '{roots[0]}'\n{nested}{types}"
        f"    ModuleVersion = '{version}'\n    PowerShellVersion = '5.1'\n"
        f"    FunctionsToExport = @({_quoted(functions)})\n"
        f"    CmdletsToExport = @({_quoted(cmdlets)})\n"
        "    AliasesToExport = @()\n    VariablesToExport = @()\n}\n"
    )
    return files


def _quoted(commands: list[CommandFacts]) -> str:
    return ", ".join(f"'{command.name}'" for command in commands)
