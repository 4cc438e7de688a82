<#
.SYNOPSIS
    Begins the export of a virtual machine to an external disk.
.DESCRIPTION
    Starts Export-VM as a job of the management service and returns: its state is read with Get-VMStatus, for the operational
    status of the virtual machine says that it is being exported. The folder below Folder has the virtual machine's own name;
    one that is there already ends the script with AlreadyExported. A virtual machine that is not off ends it with NotOff.
    One document; none with -WhatIf.
    Facts: hyperv-facts section 3.
    DotNet: System.Guid.ToString, System.String.Trim
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][string]$VolumeId,
    [Parameter(Mandatory = $true)][string]$Folder
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$letter = $null
foreach ($volume in @(Storage\Get-Volume)) {
    if ([string]$volume.Path -eq $VolumeId) {
        $letter = ([string]$volume.DriveLetter).Trim([char]0)
    }
}
if ($null -eq $letter) {
    throw 'VolumeMissing'
}
if ($letter -eq '') {
    throw 'VolumeWithoutLetter'
}
$vm = Hyper-V\Get-VM -Id $Id
if ([string]$vm.State -ne 'Off') {
    throw 'NotOff'
}
$target = $letter + ':\' + $Folder
if (Microsoft.PowerShell.Management\Test-Path -LiteralPath ($target + '\' + [string]$vm.Name)) {
    throw 'AlreadyExported'
}

$count = 0
if ($PSCmdlet.ShouldProcess($Id.ToString(), 'export virtual machine')) {
    $null = Hyper-V\Export-VM -VM $vm -Path $target -AsJob
    $document = [ordered]@{ id = $Id.ToString(); folder = $target + '\' + [string]$vm.Name }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
    $count = 1
}

$closing = [ordered]@{ end = $true; script = 'Export-VirtualMachine'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
