<#
.SYNOPSIS
    Lets a virtual machine's own account open its virtual disks.
.DESCRIPTION
    Gives each drive the path that it has: the management service writes the entries of the virtual machine's account onto a disk
    that is attached, and onto its parents. No SID is spelled and no access list is touched by us. A virtual machine that is not
    registered ends the script with NotRegistered, one that is not off with NotOff. No document.
    Facts: hyperv-facts section 4.2, failure-modes 9.
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$found = @(foreach ($one in @(Hyper-V\Get-VM)) { if ($one.Id -eq $Id) { $one } })
if ($found.Count -ne 1) {
    throw 'NotRegistered'
}
$vm = $found[0]
if ([string]$vm.State -ne 'Off') {
    throw 'NotOff'
}

$drives = @(foreach ($drive in @(Hyper-V\Get-VMHardDiskDrive -VM $vm)) { if ($null -eq $drive.DiskNumber -and -not [string]::IsNullOrEmpty($drive.Path)) { $drive } })
if ($PSCmdlet.ShouldProcess($Id.ToString(), 'attach its virtual disks anew')) {
    foreach ($drive in $drives) {
        Hyper-V\Set-VMHardDiskDrive -VMHardDiskDrive $drive -Path ([string]$drive.Path)
    }
}

$closing = [ordered]@{ end = $true; script = 'Set-VMFileAccess'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
