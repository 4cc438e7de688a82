<#
.SYNOPSIS
    Compares the host's commands and parameters with a table.
.DESCRIPTION
    For each command of the table: is it there, and which parameters does it lack or have beyond the table? Common
    parameters, WhatIf and Confirm are not looked at. One document per command, in the table's order.
    Facts: hyperv-facts section 19 (documentation and real listings differ; ask the host).
    DotNet: none
    CallsPerItem: Microsoft.PowerShell.Core\Get-Command, once per command of the table.
.PARAMETER Table
    JSON: an object from qualified command (Module\Verb-Noun) to a list of parameter names.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string]$Table
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$common = @(
    'Verbose', 'Debug', 'ErrorAction', 'WarningAction', 'InformationAction', 'ProgressAction', 'ErrorVariable', 'WarningVariable'
    'InformationVariable', 'OutVariable', 'OutBuffer', 'PipelineVariable', 'WhatIf', 'Confirm', 'UseTransaction'
)

$rows = @((Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $Table).PSObject.Properties)
foreach ($row in $rows) {
    $command = Microsoft.PowerShell.Core\Get-Command -Name $row.Name -ErrorAction SilentlyContinue
    $version = $null
    $missing = @()
    $unknown = @()
    if ($null -ne $command) {
        $version = [string]$command.Version
        $listed = @(foreach ($name in $row.Value) { [string]$name })
        $real = @(foreach ($name in $command.Parameters.Keys) { if ($name -notin $common) { [string]$name } })
        $missing = @(foreach ($name in $listed) { if ($name -notin $real) { $name } })
        $unknown = @(foreach ($name in $real) { if ($name -notin $listed) { $name } })
        $unknown = @($unknown | Microsoft.PowerShell.Utility\Sort-Object)
    }
    $document = [ordered]@{
        command            = [string]$row.Name
        found              = ($null -ne $command)
        version            = $version
        missing_parameters = $missing
        unknown_parameters = $unknown
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Test-CommandTable'; schema = 1; count = $rows.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
