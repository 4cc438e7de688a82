<#
.SYNOPSIS
    Removes all checkpoints of a virtual machine; the host then merges their disks by itself, which can take hours.
.DESCRIPTION
    What the disks hold now stays; the states that the checkpoints kept are lost for ever. The script does not wait for the merge: the
    operational status of the machine shows it. One document: how many were removed. Without checkpoints nothing is done.
    An id that nothing has ends the script with the error of Get-VM.
    Facts: hyperv-facts section 5 (merge before the copy).
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$vm = Hyper-V\Get-VM -Id $Id
$checkpoints = @(Hyper-V\Get-VMSnapshot -VM $vm)
$roots = @(foreach ($checkpoint in $checkpoints) { if ($null -eq $checkpoint.ParentSnapshotId) { $checkpoint } })
$changed = $false
if ($roots.Count -gt 0) {
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'remove checkpoints')) {
        Hyper-V\Remove-VMSnapshot -VMSnapshot $roots -IncludeAllChildSnapshots -Confirm:$false
        $changed = $true
    }
}

$document = [ordered]@{ id = $vm.Id.ToString(); changed = $changed; checkpoints = $checkpoints.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Remove-VMCheckpoint'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
