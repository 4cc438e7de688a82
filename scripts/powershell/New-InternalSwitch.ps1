<#
.SYNOPSIS
    Creates an internal virtual switch.
.DESCRIPTION
    A switch of that name and kind that is there already is left alone; one of another kind ends the script with
    SwitchOfAnotherKind. No document.
    Facts: hyperv-facts section 8.
    DotNet: none
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Name,
    [Parameter(Mandatory = $true)][AllowEmptyString()][string]$Notes
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$there = $false
foreach ($switch in @(Hyper-V\Get-VMSwitch)) {
    if ([string]$switch.Name -eq $Name) {
        if ([string]$switch.SwitchType -ne 'Internal') {
            throw 'SwitchOfAnotherKind'
        }
        $there = $true
    }
}

if (-not $there -and $PSCmdlet.ShouldProcess($Name, 'create internal virtual switch')) {
    $null = Hyper-V\New-VMSwitch -Name $Name -SwitchType Internal -Notes $Notes -Confirm:$false
}

$closing = [ordered]@{ end = $true; script = 'New-InternalSwitch'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
