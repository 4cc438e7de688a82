<#
.SYNOPSIS
    Writes down on this host which controller leads a migration.
.DESCRIPTION
    Refuses to go back to a lower epoch of the same migration: whoever adopted it later is the one that leads. Another migration of the same name begins anew.
    Facts: own protocol (design, section 7: adopting).
    DotNet: System.IO.File.ReadAllText, System.IO.File.Open, System.IO.File.Replace, System.IO.File.Move, System.IO.FileStream.Write, System.IO.FileStream.Flush, System.IO.FileStream.Dispose, System.Text.Encoding.UTF8, System.Text.Encoding.GetBytes, System.Management.Automation.Language.NullString.Value
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string]$Migration,
    [Parameter(Mandatory = $true)]
    [string]$MigrationId,
    [Parameter(Mandatory = $true)]
    [long]$Epoch
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Migration -cnotmatch '^[a-z0-9][a-z0-9-]*\z') {
    throw 'NameNotFit'
}
$folder = 'C:\ProgramData\migrator\' + $Migration
$path = $folder + '\epoch.json'
$there = Microsoft.PowerShell.Management\Test-Path -LiteralPath $path -PathType Leaf
if ($there) {
    $text = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($path), [System.Text.Encoding]::UTF8)
    $known = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $text
    if ([string]$known.migration_id -eq $MigrationId -and [long]$known.epoch -gt $Epoch) {
        throw 'EpochHigher'
    }
}

if ($PSCmdlet.ShouldProcess($Migration, 'write down epoch')) {
    $null = Microsoft.PowerShell.Management\New-Item -ItemType Directory -Path $folder -Force
    $content = [ordered]@{ migration_id = $MigrationId; epoch = $Epoch }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes((Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $content))
    $realPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($path)
    $stream = [System.IO.File]::Open($realPath + '.new', 'Create', 'Write', 'None')
    try {
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    } finally {
        $stream.Dispose()
    }
    if ($there) {
        [System.IO.File]::Replace($realPath + '.new', $realPath, [System.Management.Automation.Language.NullString]::Value)
    } else {
        [System.IO.File]::Move($realPath + '.new', $realPath)
    }
}

$closing = [ordered]@{ end = $true; script = 'Set-MigrationEpoch'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
