<#
.SYNOPSIS
    Drops the saved state of a virtual machine: it is off afterwards, and what its memory held is lost.
.DESCRIPTION
    Only of one that is saved; any other is not touched. One document: whether anything had to be changed.
    An id that nothing has ends the script with the error of Get-VM.
    Facts: hyperv-facts section 5 (a saved state does not survive a change of the processor's maker).
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$vm = Hyper-V\Get-VM -Id $Id
$changed = $false
if (@('Saved', 'SavedCritical', 'FastSaved', 'FastSavedCritical', 'Hibernated') -contains [string]$vm.State) {
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'drop saved state')) {
        Hyper-V\Remove-VMSavedState -VM $vm -Confirm:$false
        $changed = $true
    }
}

$document = [ordered]@{ id = $vm.Id.ToString(); changed = $changed }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Remove-VMSavedState'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
