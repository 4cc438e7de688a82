<#
.SYNOPSIS
    Starts the scheduled task that creates the switch under the remote session, and undoes it unless that answers again.
.DESCRIPTION
    Puts the job and the text of Invoke-SwitchChange into C:\ProgramData\migrator\<migration>\switch, takes old marks away, registers the task
    `migrator-switch` anew, and starts it. One that runs ends the script with TaskRunning. No document.
    Facts: hyperv-facts sections 8 and 15 (what survives a session).
    DotNet: System.IO.File.Open, System.IO.FileStream.Write, System.IO.FileStream.Flush, System.IO.FileStream.Dispose, System.Text.Encoding.UTF8, System.Text.Encoding.GetBytes
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Migration,
    [Parameter(Mandatory = $true)][string]$Job,
    [Parameter(Mandatory = $true)][string]$Change
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Migration -cnotmatch '^[a-z0-9][a-z0-9-]*\z') {
    throw 'NameNotFit'
}
$folder = 'C:\ProgramData\migrator\' + $Migration + '\switch'
$changePath = $folder + '\Invoke-SwitchChange.ps1'
$task = $null
# A pattern, for a name that nothing has ends the cmdlet with an error.
foreach ($known in @(ScheduledTasks\Get-ScheduledTask -TaskName 'migrator-switc*')) {
    if ([string]$known.TaskName -eq 'migrator-switch' -and [string]$known.TaskPath -eq '\') {
        $task = $known
    }
}
if ($null -ne $task -and [string]$task.State -eq 'Running') {
    throw 'TaskRunning'
}

if ($PSCmdlet.ShouldProcess('migrator-switch', 'start task')) {
    $null = Microsoft.PowerShell.Management\New-Item -ItemType Directory -Path $folder -Force
    foreach ($mark in 'created', 'confirmed', 'kept', 'undone') {
        if (Microsoft.PowerShell.Management\Test-Path -LiteralPath ($folder + '\' + $mark) -PathType Leaf) {
            Microsoft.PowerShell.Management\Remove-Item -LiteralPath ($folder + '\' + $mark) -Force
        }
    }
    $contents = [ordered]@{ 'job.json' = $Job; 'Invoke-SwitchChange.ps1' = $Change }
    foreach ($name in $contents.Keys) {
        $bytes = [System.Text.Encoding]::UTF8.GetBytes($contents[$name])
        $stream = [System.IO.File]::Open($PSCmdlet.GetUnresolvedProviderPathFromPSPath($folder + '\' + $name), 'Create', 'Write', 'None')
        try {
            $stream.Write($bytes, 0, $bytes.Length)
            $stream.Flush($true)
        } finally {
            $stream.Dispose()
        }
    }
    $action = ScheduledTasks\New-ScheduledTaskAction -Execute 'powershell.exe' -Argument ('-NoProfile -NonInteractive -ExecutionPolicy Bypass -File ' + $changePath + ' -Migration ' + $Migration)
    $principal = ScheduledTasks\New-ScheduledTaskPrincipal -UserId 'SYSTEM' -LogonType 'ServiceAccount' -RunLevel 'Highest'
    $settings = ScheduledTasks\New-ScheduledTaskSettingsSet -MultipleInstances 'IgnoreNew' -ExecutionTimeLimit ([timespan]'00:10:00') `
        -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
    $null = ScheduledTasks\Register-ScheduledTask -TaskName 'migrator-switch' -TaskPath '\' -Action $action -Principal $principal -Settings $settings `
        -Description 'Creates the virtual switch of a migration that carries the remote session, and undoes it unless that answers again.' -Force
    ScheduledTasks\Start-ScheduledTask -TaskName 'migrator-switch' -TaskPath '\'
}

$closing = [ordered]@{ end = $true; script = 'Start-SwitchTask'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
