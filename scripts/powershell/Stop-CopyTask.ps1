<#
.SYNOPSIS
    Asks a copy job to end in good order.
.DESCRIPTION
    Writes the job's stop mark; the task sees it soon, brings what it holds onto the disks and ends the job as stopped. The same job can be started again.
    Facts: own protocol (docs/reference/job.md).
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string]$Migration,
    [Parameter(Mandatory = $true)]
    [string]$JobId
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Migration -cnotmatch '^[a-z0-9][a-z0-9-]*\z' -or $JobId -cnotmatch '^[A-Za-z0-9][A-Za-z0-9-]*\z') {
    throw 'NameNotFit'
}
$base = 'C:\ProgramData\migrator\' + $Migration + '\jobs\' + $JobId
if (-not (Microsoft.PowerShell.Management\Test-Path -LiteralPath ($base + '.json') -PathType Leaf)) {
    throw 'JobMissing'
}

if ($PSCmdlet.ShouldProcess($JobId, 'ask copy job to stop')) {
    $null = Microsoft.PowerShell.Management\New-Item -ItemType File -Path ($base + '.stop') -Force
}

$closing = [ordered]@{ end = $true; script = 'Stop-CopyTask'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
