"""Makes the tables of modules that only one real listing knows (Windows 10 1607, the code base of Server 2016)."""

from typing import Any

from gates.facts.syntax import Element, parameter_sets

ORIGIN = "PowerShell/PSScriptAnalyzer commit 4b0117ca7d28, Engine/Settings/desktop-5.1.14393.206-windows.json (MIT)"
MODULES = (
    "BitLocker",
    "CimCmdlets",
    "DnsClient",
    "HgsClient",
    "Microsoft.PowerShell.Core",
    "Microsoft.PowerShell.Diagnostics",
    "Microsoft.PowerShell.LocalAccounts",
    "Microsoft.PowerShell.Management",
    "Microsoft.PowerShell.Security",
    "Microsoft.PowerShell.Utility",
    "Microsoft.WSMan.Management",
    "NetAdapter",
    "NetLbfo",
    "NetTCPIP",
    "PKI",
    "PnpDevice",
    "ScheduledTasks",
    "SmbShare",
    "Storage",
)
_COMMON = {"WhatIf", "Confirm"}

# In no listing held here: reference pages only, so a session is asked for them before they are used.
PROBED: dict[str, dict[str, str]] = {
    "Deduplication": {
        "Get-DedupStatus": "[[-Volume] <string[]>] [-CimSession <CimSession[]>] [-ThrottleLimit <int>] [-AsJob] [<CommonParameters>]",
        "Get-DedupVolume": "[[-Volume] <string[]>] [-CimSession <CimSession[]>] [-ThrottleLimit <int>] [-AsJob] [<CommonParameters>]",
    },
    "FailoverClusters": {"Get-Cluster": "[[-Name] <string>] [-Domain <string>] [<CommonParameters>]"},
    "ServerManager": {
        "Get-WindowsFeature": "[[-Name] <string[]>] [-Vhd <string>] [-ComputerName <string>] [-Credential <pscredential>] [-LogPath <string>] [<CommonParameters>]",
    },
}


def module_table(name: str, version: str, listing: dict[str, Any]) -> dict[str, Any]:
    """Return the table of one module of the listing; aliases are left out, for no script uses one."""
    return {
        "module": name,
        "version": version,
        "origin": [ORIGIN],
        "evidence": {"2016": "l", "2019": "a", "2022": "a", "2025": "a"},
        "note": "l: listed on build 14393; a: assumed of this release from that older listing",
        "commands": {
            command: _command(facts["type"], facts["syntax"])
            for command, facts in sorted(listing.items())
            if facts["syntax"] is not None and facts["type"] in {"Cmdlet", "Function"}
        },
    }


def probed_table(name: str) -> dict[str, Any]:
    """Return the table of server-only commands, which scripts probe with Get-Command at run time."""
    return {
        "module": name,
        "version": "",
        "origin": ["MicrosoftDocs/windows-powershell-docs, reference pages of Windows Server (parameters; CC-BY-4.0)"],
        "evidence": {"2016": "p", "2019": "p", "2022": "p", "2025": "p"},
        "note": "p: probe at run time, for no real listing is held",
        "commands": {command: _command("Function", syntax) for command, syntax in PROBED[name].items()},
    }


def _command(kind: str, syntax: str) -> dict[str, Any]:
    sets = parameter_sets(syntax)
    names = ["__AllParameterSets"] if len(sets) == 1 else [f"Set{number}" for number in range(1, len(sets) + 1)]
    parameters: dict[str, Any] = {}
    for set_name, elements in zip(names, sets, strict=True):
        for element in elements:
            if element.name not in _COMMON:
                entry = parameters.setdefault(element.name, {"type": element.type_name, "sets": {}})
                entry["sets"][set_name] = _flags(element)
    for entry in parameters.values():
        if len(sets) > 1 and set(entry["sets"]) == set(names) and len(set(entry["sets"].values())) == 1:
            entry["sets"] = {"__AllParameterSets": entry["sets"][names[0]]}
    table: dict[str, Any] = {"kind": kind, "parameters": parameters}
    if len(sets) > 1:
        table["default_set"] = names[0]
        table["all_sets"] = names
    if any(element.name == "WhatIf" for elements in sets for element in elements):
        table["should_process"] = True
    return table


def _flags(element: Element) -> str:
    """Encode a binding: m mandatory, a digit its position, p from the pipeline."""
    # A syntax string does not show pipeline binding; that objects of CIM classes bind by value is how such modules are generated.
    piped = "CimInstance#" in element.type_name or element.name == "InputObject"
    return (
        ("m" if element.mandatory else "")
        + ("" if element.position is None else str(element.position))
        + ("p" if piped else "")
    )
