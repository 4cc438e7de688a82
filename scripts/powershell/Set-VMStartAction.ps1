<#
.SYNOPSIS
    Sets what a virtual machine does when its host starts.
.DESCRIPTION
    Sets automatic start action and delay, unless both are so already. One document: whether anything had to be changed.
    An id that nothing has ends the script with the error of Get-VM.
    Facts: hyperv-facts section 12 (automatic start).
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][ValidateSet('Nothing', 'StartIfRunning', 'Start')][string]$Action,
    [Parameter(Mandatory = $true)][ValidateRange(0, 2147483647)][int]$DelaySeconds
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$vm = Hyper-V\Get-VM -Id $Id
$changed = $false
if ([string]$vm.AutomaticStartAction -ne $Action -or [int]$vm.AutomaticStartDelay -ne $DelaySeconds) {
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'set automatic start action')) {
        Hyper-V\Set-VM -VM $vm -AutomaticStartAction $Action -AutomaticStartDelay $DelaySeconds -Confirm:$false
        $changed = $true
    }
}

$document = [ordered]@{ id = $vm.Id.ToString(); changed = $changed }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Set-VMStartAction'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
