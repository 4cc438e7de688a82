# Runs PSScriptAnalyzer over the files named in a JSON list on the standard input and prints its findings as JSON.
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string]$Settings
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module -Name PSScriptAnalyzer
$version = (Get-Module -Name PSScriptAnalyzer).Version.ToString()
$paths = @([Console]::In.ReadToEnd() | ConvertFrom-Json)
$found = @(
    foreach ($path in $paths) {
        foreach ($record in @(Invoke-ScriptAnalyzer -Path $path -Settings $Settings)) {
            $line = 1
            if ($null -ne $record.Line) {
                $line = $record.Line
            }
            @{ path = $path; line = $line; rule = $record.RuleName; message = $record.Message }
        }
    }
)
ConvertTo-Json -InputObject @{ version = $version; findings = [object[]]$found } -Compress -Depth 4
