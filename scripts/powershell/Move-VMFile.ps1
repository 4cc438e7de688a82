<#
.SYNOPSIS
    Lets the host move everything of a virtual machine into one folder: configuration, checkpoints, disks.
.DESCRIPTION
    Move-VMStorage moves while the machine runs or is off, and keeps file names. The move is a job of the management service that can take
    hours and outlives this session: the script does not wait, the operational status of the machine shows the move. A parent of a
    differencing disk that the machine does not own stays where it is. One document: whether a move was begun.
    One whose parts all lie there already, or that is being moved, is not touched. An id that nothing has ends the script with the error of Get-VM.
    Facts: hyperv-facts section 10.
    DotNet: System.Guid.ToString, System.String.StartsWith, System.String.TrimEnd
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][string]$Destination
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$vm = Hyper-V\Get-VM -Id $Id
$below = $Destination.TrimEnd('\') + '\'
$places = @([string]$vm.ConfigurationLocation, [string]$vm.SnapshotFileLocation, [string]$vm.SmartPagingFilePath)
$places += @(foreach ($drive in @(Hyper-V\Get-VMHardDiskDrive -VM $vm)) { if ($null -eq $drive.DiskNumber) { [string]$drive.Path } })
$outside = @(foreach ($place in $places) { if (-not ($place.TrimEnd('\') + '\').StartsWith($below, 'OrdinalIgnoreCase')) { $place } })
$moving = @(foreach ($status in $vm.OperationalStatus) { if ([string]$status -like 'StorageMigration*') { $status } })
$changed = $false
if ($outside.Count -gt 0 -and $moving.Count -eq 0) {
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'move files')) {
        $null = Hyper-V\Move-VMStorage -VM $vm -DestinationStoragePath $Destination -AsJob -Confirm:$false
        $changed = $true
    }
}

$document = [ordered]@{ id = $vm.Id.ToString(); changed = $changed }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Move-VMFile'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
