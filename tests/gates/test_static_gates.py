"""Each static gate catches the fault it is there for, by its name, and leaves a good script alone."""

from pathlib import Path

import pytest

from gates.source import Source
from gates.static import check_repository, check_script

HERE = Path(__file__).parent
GOOD = (HERE / "Get-Sample.ps1").read_text(encoding="utf-8")
FIRST = "$count = 0\n"

Fault = tuple[str, str, str]

FAULTS: dict[str, Fault] = {
    # name of the case: (gate that must speak, what is replaced, by what)
    "null coalescing": ("syntax51", FIRST, "$count = $null ?? 0\n"),
    "null coalescing assignment": ("syntax51", FIRST, "$count ??= 0\n"),
    "ternary": ("syntax51", FIRST, "$count = $true ? 0 : 1\n"),
    "null conditional": ("syntax51", FIRST, "$count = $LiteralPath?.Count\n"),
    "pipeline chain and": ("syntax51", FIRST, FIRST + "Hyper-V\\Get-VM && Hyper-V\\Get-VM\n"),
    "pipeline chain or": ("syntax51", FIRST, FIRST + "Hyper-V\\Get-VM || Hyper-V\\Get-VM\n"),
    "clean block": ("syntax51", FIRST, FIRST + "clean { $count }\n"),
    "parallel": ("syntax51", FIRST, FIRST + "Microsoft.PowerShell.Core\\ForEach-Object -Parallel { $_ }\n"),
    "unclosed block": ("syntax51", FIRST, FIRST + "if ($count) {\n"),
    "umlaut": ("plain-text", FIRST, "$count = 0 # gez\u00e4hlt\n"),
    "tab": ("plain-text", FIRST, "\t$count = 0\n"),
    "carriage return": ("plain-text", FIRST, "$count = 0\r\n"),
    "byte order mark": ("plain-text", "<#\n.SYN", "\ufeff<#\n.SYN"),
    "alias": ("full-names", FIRST, FIRST + "$null = gvm\n"),
    "percent": ("full-names", FIRST, FIRST + "$LiteralPath | % { $_ }\n"),
    "native program": ("full-names", FIRST, FIRST + "icacls.exe 'C:'\n"),
    "no module": ("full-names", "Hyper-V\\Get-VM", "Get-VM"),
    "oddly named function": ("full-names", "Format-Time", "FormatTime"),
    "computed command": ("full-names", FIRST, FIRST + "& $LiteralPath\n"),
    "unknown command": ("command-table", "Hyper-V\\Get-VM)", "Hyper-V\\Get-VMachine)"),
    "unknown parameter": ("command-table", "Hyper-V\\Get-VM)", "Hyper-V\\Get-VM -Ident 'x')"),
    "abbreviated parameter": ("command-table", "-Compress -Depth 5", "-Comp -Depth 5"),
    "alias of a parameter": ("command-table", "Hyper-V\\Get-VM)", "Hyper-V\\Get-VM -VMName 'x')"),
    "positional parameter": ("command-table", "Hyper-V\\Get-VM)", "Hyper-V\\Get-VM 'x')"),
    "value after a switch": ("command-table", "-Compress -Depth 5", "-Compress $true -Depth 5"),
    "parameter without value": ("command-table", "Hyper-V\\Get-VM)", "Hyper-V\\Get-VM -Name)"),
    "no such parameter set": ("command-table", "Hyper-V\\Get-VM)", "Hyper-V\\Get-VM -Name 'x' -Id $count)"),
    "other spelling": ("command-table", "Hyper-V\\Get-VM)", "Hyper-V\\Get-Vm)"),
    "unprobed server command": ("command-table", FIRST, FIRST + "ServerManager\\Get-WindowsFeature\n"),
    "path is a pattern": ("literal-path", "Get-Item -LiteralPath", "Get-Item -Path"),
    "no path": ("literal-path", FIRST, FIRST + "Microsoft.PowerShell.Management\\Get-ChildItem\n"),
    "no binding": ("frame", "[CmdletBinding()]\n", ""),
    "untyped parameter": ("frame", "    [string[]]$LiteralPath", "    $LiteralPath"),
    "untyped parameter of a function": ("frame", "param([datetime]$Value)", "param($Value)"),
    "no strict mode": ("frame", "Microsoft.PowerShell.Core\\Set-StrictMode -Version 3.0\n", ""),
    "latest strict mode": ("frame", "-Version 3.0", "-Version Latest"),
    "goes on after errors": ("frame", "$ErrorActionPreference = 'Stop'\n", ""),
    "silent errors": ("frame", "Preference = 'Stop'", "Preference = 'SilentlyContinue'"),
    "a read that asks": ("frame", "[CmdletBinding()]", "[CmdletBinding(SupportsShouldProcess = $true)]"),
    "exit": ("forbidden", FIRST, FIRST + "exit 0\n"),
    "exit in a block": ("forbidden", FIRST, FIRST + "if ($LiteralPath) { exit }\n"),
    "write-host": ("forbidden", FIRST, FIRST + "Microsoft.PowerShell.Utility\\Write-Host -Object 'x'\n"),
    "invoke-expression": ("forbidden", FIRST, FIRST + "Microsoft.PowerShell.Utility\\Invoke-Expression -Command 'x'\n"),
    "wmi": ("forbidden", FIRST, FIRST + "Microsoft.PowerShell.Management\\Get-WmiObject -Class 'x'\n"),
    "script block of a text": ("forbidden", FIRST, FIRST + "[scriptblock]::Create($LiteralPath)\n"),
    "expanded text": ("forbidden", FIRST, FIRST + "$ExecutionContext.InvokeCommand.ExpandString('x')\n"),
    "redirection": ("forbidden", FIRST, FIRST + "$count > 'x.txt'\n"),
    "json by pipe": ("json", "-InputObject $document ", ""),
    "json without depth": ("json", "-InputObject $document -Compress -Depth 5", "-InputObject $document -Compress"),
    "json in lines": ("json", "-InputObject $document -Compress", "-InputObject $document"),
    "time property": ("json-time", "Format-Time -Value $vm.CreationTime", "$vm.CreationTime"),
    "time cast": ("json-time", "Format-Time -Value $vm.CreationTime", "[datetime]$vm.Notes"),
    "time in a variable": (
        "json-time",
        "        created_at = Format-Time -Value $vm.CreationTime\n    }",
        "        created_at = $made\n    }\n    $made = $vm.CreationTime",
    ),
    "clock": ("json-time", "created_at = Format-Time -Value $vm.CreationTime", "clock = (Get-Date)"),
    "no closing document": ("closing-document", "        end = $true\n", ""),
    "a foreign name": ("closing-document", "script = 'Get-Sample'", "script = 'Get-VMInventory'"),
    "a key too many": ("closing-document", "schema = 1", "schema = 1\n        more = 2"),
    "a raw enum": ("json-cast", "[string]$vm.State", "$vm.State"),
    "a raw duration": ("json-cast", "[string]$vm.State", "$vm.Uptime"),
    "a .NET type": ("dotnet", FIRST, "$count = [System.Security.Principal.WindowsIdentity]$null\n"),
    "a .NET member": ("dotnet", FIRST, "$count = [System.IO.Path]::GetTempFileName()\n"),
    "a method": ("dotnet", FIRST, "$count = $LiteralPath.GetEnumerator()\n"),
    "a block on one line": ("own-lines", FIRST, FIRST + "if ($LiteralPath) { $count = 1 }\n"),
    "an else on one line": ("own-lines", FIRST, FIRST + "if ($LiteralPath) {\n    $count = 1\n} else { $count = 2 }\n"),
    "two statements on a line": ("own-lines", FIRST, "$count = 0; $other = 1\n"),
    "a new object": (
        "dotnet",
        FIRST,
        FIRST + "Microsoft.PowerShell.Utility\\New-Object -TypeName 'System.Net.WebClient'\n",
    ),
}


def test_a_good_script_passes_every_gate() -> None:
    assert check_script(_source(GOOD)) == []


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_is_caught_by_its_gate(case: str) -> None:
    gate, old, new = FAULTS[case]
    assert old in GOOD
    findings = check_script(_source(GOOD.replace(old, new, 1)))
    assert gate in {finding.gate for finding in findings}, findings


def test_a_finding_names_file_line_and_gate() -> None:
    """A person can jump to the place."""
    (finding,) = check_script(_source(GOOD.replace(FIRST, FIRST + "exit 0\n")))
    line = GOOD[: GOOD.index(FIRST)].count("\n") + 2
    assert str(finding).startswith(f"Get-Sample.ps1:{line}: forbidden: exit")


def test_a_change_must_ask_exactly_once() -> None:
    """A script whose verb changes is refused until one call of it is guarded by ShouldProcess."""
    text = GOOD.replace("Get-Sample", "Set-Sample")
    unguarded = check_script(Source("Set-Sample.ps1", text.encode(), "Set-Sample"))
    assert [finding.gate for finding in unguarded] == ["frame", "frame"]
    guarded = text.replace("[CmdletBinding()]", "[CmdletBinding(SupportsShouldProcess = $true)]").replace(
        FIRST, FIRST + "if ($PSCmdlet.ShouldProcess('x', 'y')) {\n    $count = 1\n}\n"
    )
    assert check_script(Source("Set-Sample.ps1", guarded.encode(), "Set-Sample")) == []


def test_a_probed_server_command_may_be_used() -> None:
    """A command that no real listing holds is fine behind Get-Command."""
    probe = (
        "if (Microsoft.PowerShell.Core\\Get-Command -Name 'Get-WindowsFeature' -ErrorAction Ignore) {\n"
        "    $null = ServerManager\\Get-WindowsFeature -Name 'Hyper-V'\n}\n"
    )
    assert check_script(_source(GOOD.replace(FIRST, FIRST + probe))) == []


def test_the_shipped_scripts_pass_every_static_gate() -> None:
    assert [str(finding) for finding in check_repository(HERE.parents[1])] == []


def _source(text: str) -> Source:
    return Source("Get-Sample.ps1", text.encode(), "Get-Sample")
