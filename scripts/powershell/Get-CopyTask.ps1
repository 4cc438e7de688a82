<#
.SYNOPSIS
    Reads how far a copy job is, and whether anybody is at work on it.
.DESCRIPTION
    One document: whether the job is in the queue, its state file as it stands, the state of the task `migrator-copy`, and what the host's clock shows, by which
    the heartbeat in the state file is to be judged.
    Facts: hyperv-facts section 15 (there is no API for the task's process).
    DotNet: System.IO.File.ReadAllText, System.Text.Encoding.UTF8, System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture
#>
[CmdletBinding()]
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
$statePath = $base + '.state.json'
$system = CimCmdlets\Get-CimInstance -ClassName 'Win32_OperatingSystem'
$document = [ordered]@{
    job_id     = $JobId
    is_queued  = [bool](Microsoft.PowerShell.Management\Test-Path -LiteralPath ($base + '.json') -PathType Leaf)
    is_stopped = [bool](Microsoft.PowerShell.Management\Test-Path -LiteralPath ($base + '.stop') -PathType Leaf)
    task_state = $null
    state      = $null
    host_now   = $system.LocalDateTime.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
}
# A pattern, for a name that nothing has ends the cmdlet with an error.
foreach ($task in @(ScheduledTasks\Get-ScheduledTask -TaskName 'migrator-cop*')) {
    if ([string]$task.TaskName -eq 'migrator-copy' -and [string]$task.TaskPath -eq '\') {
        $document.task_state = [string]$task.State
    }
}
if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $statePath -PathType Leaf) {
    $document.state = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($statePath), [System.Text.Encoding]::UTF8)
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document

$closing = [ordered]@{ end = $true; script = 'Get-CopyTask'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
