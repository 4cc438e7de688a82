<#
.SYNOPSIS
    Creates an external virtual switch on physical adapters.
.DESCRIPTION
    A switch of that name and kind that is there already is left alone; one of another kind ends the script with
    SwitchOfAnotherKind. Embedded teaming, single-root I/O virtualisation and the mode of bandwidth can be told at creation only.
    No document.
    Facts: hyperv-facts section 8.
    DotNet: none
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Name,
    [Parameter(Mandatory = $true)][string[]]$Adapters,
    [Parameter(Mandatory = $true)][bool]$AllowManagementOS,
    [Parameter(Mandatory = $true)][bool]$EmbeddedTeaming,
    [Parameter(Mandatory = $true)][string]$BandwidthMode,
    [Parameter(Mandatory = $true)][bool]$Iov,
    [Parameter(Mandatory = $true)][AllowEmptyString()][string]$Notes
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$there = $false
foreach ($switch in @(Hyper-V\Get-VMSwitch)) {
    if ([string]$switch.Name -eq $Name) {
        if ([string]$switch.SwitchType -ne 'External') {
            throw 'SwitchOfAnotherKind'
        }
        $there = $true
    }
}

if (-not $there -and $PSCmdlet.ShouldProcess($Name, 'create external virtual switch')) {
    $null = Hyper-V\New-VMSwitch -Name $Name -NetAdapterName $Adapters -AllowManagementOS $AllowManagementOS `
        -EnableEmbeddedTeaming $EmbeddedTeaming -MinimumBandwidthMode $BandwidthMode -EnableIov $Iov -Notes $Notes -Confirm:$false
}

$closing = [ordered]@{ end = $true; script = 'New-ExternalSwitch'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
