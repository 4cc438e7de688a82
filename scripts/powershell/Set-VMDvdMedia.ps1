<#
.SYNOPSIS
    Puts an ISO file into a DVD drive of a virtual machine, or takes out what is in it.
.DESCRIPTION
    The drive is named by its place. An empty -LiteralPath takes the medium out. One document: whether anything had to be changed.
    A drive that is not there ends the script with DriveNotFound.
    Facts: hyperv-facts section 2 (a missing ISO file hinders import and start).
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][ValidateSet('IDE', 'SCSI')][string]$ControllerType,
    [Parameter(Mandatory = $true)][int]$ControllerNumber,
    [Parameter(Mandatory = $true)][int]$ControllerLocation,
    [Parameter(Mandatory = $true)][AllowEmptyString()][string]$LiteralPath
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$vm = Hyper-V\Get-VM -Id $Id
$found = @(
    foreach ($one in @(Hyper-V\Get-VMDvdDrive -VM $vm)) {
        if ([string]$one.ControllerType -eq $ControllerType -and [int]$one.ControllerNumber -eq $ControllerNumber -and [int]$one.ControllerLocation -eq $ControllerLocation) {
            $one
        }
    }
)
if ($found.Count -ne 1) {
    throw 'DriveNotFound'
}
$path = $null
if ($LiteralPath -ne '') {
    $path = $LiteralPath
}
$changed = $false
if ([string]$found[0].Path -ne $LiteralPath) {
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'change medium of DVD drive')) {
        Hyper-V\Set-VMDvdDrive -VMDvdDrive $found[0] -Path $path -Confirm:$false
        $changed = $true
    }
}

$document = [ordered]@{ id = $vm.Id.ToString(); changed = $changed }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Set-VMDvdMedia'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
