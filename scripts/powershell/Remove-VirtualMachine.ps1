<#
.SYNOPSIS
    Takes a virtual machine off this host's register; its virtual disks stay.
.DESCRIPTION
    The undo of an import. Windows deletes the configuration files together with the registration: the document names them, and
    the copies on the external disks still have them. A virtual machine that is not off ends the script with NotOff, one with
    checkpoints with HasCheckpoints, for Windows would merge its disks. One that is not registered is left at that: no document.
    Facts: hyperv-facts section 2, Hyper-V module 2.0 (Remove-VM).
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$count = 0
foreach ($vm in @(Hyper-V\Get-VM)) {
    if ($vm.Id -ne $Id) {
        continue
    }
    if ([string]$vm.State -ne 'Off') {
        throw 'NotOff'
    }
    if (@(Hyper-V\Get-VMSnapshot -VM $vm).Count -gt 0) {
        throw 'HasCheckpoints'
    }
    $disks = @(
        foreach ($drive in @(Hyper-V\Get-VMHardDiskDrive -VM $vm)) {
            if ($null -eq $drive.DiskNumber -and -not [string]::IsNullOrEmpty($drive.Path)) {
                [string]$drive.Path
            }
        }
    )
    $folder = [string]$vm.ConfigurationLocation + '\Virtual Machines'
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'remove virtual machine from the register')) {
        Hyper-V\Remove-VM -VM $vm -Force
        $document = [ordered]@{ id = $Id.ToString(); configuration_folder = $folder; disks = $disks }
        Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
        $count = 1
    }
}

$closing = [ordered]@{ end = $true; script = 'Remove-VirtualMachine'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
