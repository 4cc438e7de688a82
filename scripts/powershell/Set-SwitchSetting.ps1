<#
.SYNOPSIS
    Gives a virtual switch what can be told after its creation: notes, reserved bandwidth, balancing of its team, extensions.
.DESCRIPTION
    Extensions are told by id; one that this host does not have is passed over, for the caller has seen that. Weight and
    absolute bandwidth of the default flow are set only where the switch's mode knows them and the value is another. A name that
    no switch or more than one has ends the script with SwitchNotFound. No document.
    Facts: hyperv-facts section 8.
    DotNet: none
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Name,
    [Parameter(Mandatory = $true)][AllowEmptyString()][string]$Notes,
    [Parameter(Mandatory = $true)][long]$DefaultFlowAbsolute,
    [Parameter(Mandatory = $true)][long]$DefaultFlowWeight,
    [Parameter(Mandatory = $true)][AllowEmptyString()][string]$LoadBalancing,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$ExtensionsOn,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$ExtensionsOff
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$found = @(foreach ($one in @(Hyper-V\Get-VMSwitch)) { if ([string]$one.Name -eq $Name) { $one } })
if ($found.Count -ne 1) {
    throw 'SwitchNotFound'
}
$switch = $found[0]
$toEnable = @(foreach ($extension in $switch.Extensions) { if ([string]$extension.Id -in $ExtensionsOn -and -not $extension.Enabled) { $extension } })
$toDisable = @(foreach ($extension in $switch.Extensions) { if ([string]$extension.Id -in $ExtensionsOff -and $extension.Enabled) { $extension } })
$mode = [string]$switch.BandwidthReservationMode

if ($PSCmdlet.ShouldProcess($Name, 'set virtual switch')) {
    if ([string]$switch.Notes -cne $Notes) {
        Hyper-V\Set-VMSwitch -VMSwitch $switch -Notes $Notes -Confirm:$false
    }
    if ($mode -eq 'Absolute' -and [long]$switch.DefaultFlowMinimumBandwidthAbsolute -ne $DefaultFlowAbsolute) {
        Hyper-V\Set-VMSwitch -VMSwitch $switch -DefaultFlowMinimumBandwidthAbsolute $DefaultFlowAbsolute -Confirm:$false
    }
    if ($mode -eq 'Weight' -and [long]$switch.DefaultFlowMinimumBandwidthWeight -ne $DefaultFlowWeight) {
        Hyper-V\Set-VMSwitch -VMSwitch $switch -DefaultFlowMinimumBandwidthWeight $DefaultFlowWeight -Confirm:$false
    }
    if ($switch.EmbeddedTeamingEnabled -and $LoadBalancing -ne '') {
        # The members are named again because the switch alone leaves two sets of parameters open.
        Hyper-V\Set-VMSwitchTeam -VMSwitch $switch -NetAdapterInterfaceDescription $switch.NetAdapterInterfaceDescriptions -LoadBalancingAlgorithm $LoadBalancing -Confirm:$false
    }
    foreach ($extension in $toEnable) {
        $null = Hyper-V\Enable-VMSwitchExtension -VMSwitchExtension $extension
    }
    foreach ($extension in $toDisable) {
        $null = Hyper-V\Disable-VMSwitchExtension -VMSwitchExtension $extension
    }
}

$closing = [ordered]@{ end = $true; script = 'Set-SwitchSetting'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
