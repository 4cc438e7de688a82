<#
.SYNOPSIS
    Reads which controller leads a migration on this host.
.DESCRIPTION
    One document with migration id and epoch; none where no migration of that name was ever led on this host.
    Facts: own protocol (design, section 7: adopting).
    DotNet: System.IO.File.ReadAllText, System.Text.Encoding.UTF8
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string]$Migration
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Migration -cnotmatch '^[a-z0-9][a-z0-9-]*\z') {
    throw 'NameNotFit'
}
$path = 'C:\ProgramData\migrator\' + $Migration + '\epoch.json'
$count = 0
if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $path -PathType Leaf) {
    $count = 1
    $text = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($path), [System.Text.Encoding]::UTF8)
    $known = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $text
    $document = [ordered]@{
        migration_id = [string]$known.migration_id
        epoch        = [long]$known.epoch
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-MigrationEpoch'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
