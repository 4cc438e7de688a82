<#
.SYNOPSIS
    Looks which of the given commands and parameters this host has.
.DESCRIPTION
    Reads Get-Command for each entry of a table. One document per command. A command that is not found is a document, not an error.
    Facts: hyperv-facts section 19 (reference and reality differ in both directions).
    DotNet: System.Collections.Generic.Dictionary.ContainsKey
    CallsPerItem: Get-Command, once per command of the table.
.PARAMETER Table
    JSON: an object with a module-qualified command as key and the names of its parameters as value.
#>
[CmdletBinding()]
param(
    [string]$Table = '{}'
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$asked = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $Table
$count = 0
foreach ($entry in $asked.PSObject.Properties) {
    $command = Microsoft.PowerShell.Core\Get-Command -Name $entry.Name -ErrorAction SilentlyContinue
    $version = $null
    $missing = @()
    if ($null -ne $command) {
        $version = [string]$command.Version
        $missing = @(
            foreach ($parameter in $entry.Value) {
                if (-not $command.Parameters.ContainsKey($parameter)) {
                    [string]$parameter
                }
            }
        )
    }
    $document = [ordered]@{
        command            = [string]$entry.Name
        found              = ($null -ne $command)
        version            = $version
        missing_parameters = $missing
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
    $count += 1
}

$closing = [ordered]@{ end = $true; script = 'Test-CommandTable'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
