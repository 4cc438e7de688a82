<#
.SYNOPSIS
    Asks the guest of a virtual machine to shut down and waits within a limit; cuts the power only when told to.
.DESCRIPTION
    The guest is asked through its Shutdown service; -Force means inside of it what it means for a person at its keyboard:
    programs with unsaved data get five minutes. It never saves the state, for a saved state does not start under another maker's processor.
    The request is a job, so that a guest that takes longer than the limit (one that installs updates) is not given up: it goes on shutting
    down, and the document says so. With -TurnOff the power is cut at once. One document: what was done and what state it is in at the end.
    One that is not running and not paused is not touched. An id that nothing has ends the script with the error of Get-VM.
    Facts: hyperv-facts section 13 (shutdown), section 5 (states).
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][ValidateRange(1, 86400)][int]$TimeLimitS,
    [switch]$TurnOff
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$pauseS = 2

$vm = Hyper-V\Get-VM -Id $Id
$state = [string]$vm.State
$asked = $false
$refused = $false
# Whoever is on the way down already was asked before; to cut the power is something else.
$wanted = @('Running', 'RunningCritical')
if ($TurnOff) {
    $wanted = @('Running', 'RunningCritical', 'Stopping', 'StoppingCritical', 'Paused', 'PausedCritical')
}
if ($wanted -contains $state) {
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'stop virtual machine')) {
        $job = Hyper-V\Stop-VM -VM $vm -TurnOff:$TurnOff -Force -AsJob -Confirm:$false
        $asked = $true
        $refused = [string]$job.State -eq 'Failed'
        $state = [string](Hyper-V\Get-VM -Id $Id).State
    }
}
$waitedS = 0
while (-not $refused -and $waitedS -lt $TimeLimitS -and ($asked -or $state -eq 'Stopping') -and $state -ne 'Off') {
    Microsoft.PowerShell.Utility\Start-Sleep -Seconds $pauseS
    $waitedS += $pauseS
    $state = [string](Hyper-V\Get-VM -Id $Id).State
}

$document = [ordered]@{
    id         = $vm.Id.ToString()
    changed    = $asked
    turned_off = ($asked -and [bool]$TurnOff)
    refused    = $refused
    state      = $state
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Stop-VirtualMachine'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
