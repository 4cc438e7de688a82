<#
.SYNOPSIS
    Gives a network adapter of a virtual machine a static address, or lets the host choose it again.
.DESCRIPTION
    The adapter is named by its id. Without -Dynamic the address becomes static; with it the adapter is dynamic again, and the host
    chooses anew when the present one is outside of its range. Only while the machine is off: the host refuses it otherwise.
    One document: whether anything had to be changed. An adapter that is not there ends the script with AdapterNotFound.
    Facts: hyperv-facts section 9 (dynamic addresses).
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][string]$AdapterId,
    [Parameter(Mandatory = $true)][string]$MacAddress,
    [switch]$Dynamic
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$vm = Hyper-V\Get-VM -Id $Id
$found = @(foreach ($one in @(Hyper-V\Get-VMNetworkAdapter -VM $vm)) { if ([string]$one.Id -eq $AdapterId) { $one } })
if ($found.Count -ne 1) {
    throw 'AdapterNotFound'
}
$adapter = $found[0]
$setting = @{ StaticMacAddress = $MacAddress }
$same = -not $adapter.DynamicMacAddressEnabled -and [string]$adapter.MacAddress -eq $MacAddress
if ($Dynamic) {
    $setting = @{ DynamicMacAddress = $true }
    $same = [bool]$adapter.DynamicMacAddressEnabled
}
$changed = $false
if (-not $same) {
    if ($PSCmdlet.ShouldProcess($AdapterId, 'set address of network adapter')) {
        Hyper-V\Set-VMNetworkAdapter -VMNetworkAdapter $adapter @setting -Confirm:$false
        $changed = $true
    }
}

$document = [ordered]@{ id = $vm.Id.ToString(); changed = $changed }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Set-VMMacAddress'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
