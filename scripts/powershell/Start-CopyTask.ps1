<#
.SYNOPSIS
    Puts a copy job into the host's queue and starts the task that works through it.
.DESCRIPTION
    Writes the job file in one step, removes state and stop mark of an earlier start of the same job, registers the task `migrator-copy` where it is missing, and
    starts it. The task belongs to the host: it goes on when this session, the controller or the network is gone. A second start while it runs is queued by
    the scheduler, so that a job that comes in as the task ends is not left lying.
    Facts: hyperv-facts section 15 (what survives a session; the default time limit of 72 hours).
    DotNet: System.IO.File.ReadAllText, System.IO.File.Open, System.IO.File.Replace, System.IO.File.Move, System.IO.FileStream.Write, System.IO.FileStream.Flush, System.IO.FileStream.Dispose, System.Text.Encoding.UTF8, System.Text.Encoding.GetBytes, System.Management.Automation.Language.NullString.Value
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string]$Migration,
    [Parameter(Mandatory = $true)]
    [string]$JobId,
    [Parameter(Mandatory = $true)]
    [string]$Job
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Migration -cnotmatch '^[a-z0-9][a-z0-9-]*\z' -or $JobId -cnotmatch '^[A-Za-z0-9][A-Za-z0-9-]*\z') {
    throw 'NameNotFit'
}
$engine = 'C:\ProgramData\migrator\engine\Invoke-CopyQueue.ps1'
if (-not (Microsoft.PowerShell.Management\Test-Path -LiteralPath $engine -PathType Leaf)) {
    throw 'CopyEngineMissing'
}
$folder = 'C:\ProgramData\migrator\' + $Migration + '\jobs'
$jobPath = $folder + '\' + $JobId + '.json'
$statePath = $folder + '\' + $JobId + '.state.json'
$stopPath = $folder + '\' + $JobId + '.stop'
$task = $null
# A pattern, for a name that nothing has ends the cmdlet with an error.
foreach ($known in @(ScheduledTasks\Get-ScheduledTask -TaskName 'migrator-cop*')) {
    if ([string]$known.TaskName -eq 'migrator-copy' -and [string]$known.TaskPath -eq '\') {
        $task = $known
    }
}
if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $statePath -PathType Leaf) {
    $text = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($statePath), [System.Text.Encoding]::UTF8)
    $state = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $text
    if ([string]$state.status -eq 'running' -and $null -ne $task -and [string]$task.State -eq 'Running') {
        throw 'JobRunning'
    }
}

if ($PSCmdlet.ShouldProcess($JobId, 'queue copy job')) {
    $null = Microsoft.PowerShell.Management\New-Item -ItemType Directory -Path $folder -Force
    foreach ($leftOver in $statePath, $stopPath) {
        if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $leftOver -PathType Leaf) {
            Microsoft.PowerShell.Management\Remove-Item -LiteralPath $leftOver -Force
        }
    }
    $realPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($jobPath)
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($Job)
    $stream = [System.IO.File]::Open($realPath + '.new', 'Create', 'Write', 'None')
    try {
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    } finally {
        $stream.Dispose()
    }
    if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $jobPath -PathType Leaf) {
        [System.IO.File]::Replace($realPath + '.new', $realPath, [System.Management.Automation.Language.NullString]::Value)
    } else {
        [System.IO.File]::Move($realPath + '.new', $realPath)
    }
    if ($null -eq $task) {
        $action = ScheduledTasks\New-ScheduledTaskAction -Execute 'powershell.exe' -Argument ('-NoProfile -NonInteractive -ExecutionPolicy Bypass -File ' + $engine)
        $trigger = ScheduledTasks\New-ScheduledTaskTrigger -AtStartup
        $principal = ScheduledTasks\New-ScheduledTaskPrincipal -UserId 'SYSTEM' -LogonType 'ServiceAccount' -RunLevel 'Highest'
        $settings = ScheduledTasks\New-ScheduledTaskSettingsSet -MultipleInstances 'Queue' -ExecutionTimeLimit ([timespan]'00:00:00') -Priority 5 `
            -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
        $null = ScheduledTasks\Register-ScheduledTask -TaskName 'migrator-copy' -TaskPath '\' -Action $action -Trigger $trigger -Principal $principal `
            -Settings $settings -Description 'Copies virtual machines of a migration to external disks, and back.'
    }
    ScheduledTasks\Start-ScheduledTask -TaskName 'migrator-copy' -TaskPath '\'
}

$closing = [ordered]@{ end = $true; script = 'Start-CopyTask'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
