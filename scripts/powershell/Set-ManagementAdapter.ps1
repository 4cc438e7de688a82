<#
.SYNOPSIS
    Gives the management operating system an adapter on a virtual switch, with its VLAN.
.DESCRIPTION
    Made where it is missing. VLANs: Untagged, Access (one id), Trunk (native id and a list); a private VLAN ends the script
    with VlanNotSupported. A name that no switch or more than one has ends it with SwitchNotFound. No document.
    Facts: hyperv-facts section 8.
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$SwitchName,
    [Parameter(Mandatory = $true)][string]$Name,
    [Parameter(Mandatory = $true)][string]$VlanMode,
    [Parameter(Mandatory = $true)][int]$AccessVlanId,
    [Parameter(Mandatory = $true)][int]$NativeVlanId,
    [Parameter(Mandatory = $true)][AllowEmptyString()][string]$AllowedVlanIds
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($VlanMode -notin @('Untagged', 'Access', 'Trunk')) {
    throw 'VlanNotSupported'
}
$switches = @(foreach ($switch in @(Hyper-V\Get-VMSwitch)) { if ([string]$switch.Name -eq $SwitchName) { $switch } })
if ($switches.Count -ne 1) {
    throw 'SwitchNotFound'
}
$id = $switches[0].Id.ToString()
$found = @(
    foreach ($adapter in @(Hyper-V\Get-VMNetworkAdapter -ManagementOS)) {
        if ([string]$adapter.SwitchId -eq $id -and [string]$adapter.Name -eq $Name) {
            $adapter
        }
    }
)

if ($PSCmdlet.ShouldProcess($Name, 'set adapter of the management operating system')) {
    if ($found.Count -eq 0) {
        $found = @(Hyper-V\Add-VMNetworkAdapter -ManagementOS -Name $Name -SwitchName $SwitchName -Passthru -Confirm:$false)
    }
    if ($VlanMode -eq 'Access') {
        Hyper-V\Set-VMNetworkAdapterVlan -VMNetworkAdapter $found[0] -Access -VlanId $AccessVlanId -Confirm:$false
    }
    elseif ($VlanMode -eq 'Trunk') {
        Hyper-V\Set-VMNetworkAdapterVlan -VMNetworkAdapter $found[0] -Trunk -NativeVlanId $NativeVlanId -AllowedVlanIdList $AllowedVlanIds -Confirm:$false
    }
    else {
        Hyper-V\Set-VMNetworkAdapterVlan -VMNetworkAdapter $found[0] -Untagged -Confirm:$false
    }
}

$closing = [ordered]@{ end = $true; script = 'Set-ManagementAdapter'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
