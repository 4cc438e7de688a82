<#
.SYNOPSIS
    Takes a virtual switch away.
.DESCRIPTION
    The switch is told by its id, for names need not be unique. One that is gone already is no failure; one that a running
    virtual machine is connected to ends the script with SwitchInUse. No document.
    Facts: hyperv-facts section 8.
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$found = @(foreach ($switch in @(Hyper-V\Get-VMSwitch)) { if ([guid]$switch.Id -eq $Id) { $switch } })
if ($found.Count -gt 0) {
    $running = @{}
    foreach ($vm in @(Hyper-V\Get-VM)) {
        if ([string]$vm.State -ne 'Off') {
            $running[$vm.Id.ToString()] = $true
        }
    }
    foreach ($adapter in @(Hyper-V\Get-VMNetworkAdapter -All)) {
        if (-not $adapter.IsManagementOs -and [string]$adapter.SwitchId -eq $Id.ToString() -and $running.ContainsKey($adapter.VMId.ToString())) {
            throw 'SwitchInUse'
        }
    }
    if ($PSCmdlet.ShouldProcess([string]$found[0].Name, 'remove virtual switch')) {
        Hyper-V\Remove-VMSwitch -VMSwitch $found -Force -Confirm:$false
    }
}

$closing = [ordered]@{ end = $true; script = 'Remove-VirtualSwitch'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
