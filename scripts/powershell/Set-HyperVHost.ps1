<#
.SYNOPSIS
    Gives a host the Hyper-V settings of the one before: default folders, address pool, live migration, NUMA spanning, enhanced session.
.DESCRIPTION
    One Set-VMHost with all values; whoever calls has looked before which of them differ. No document.
    Facts: hyperv-facts section 9.
    DotNet: none
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$VirtualMachinePath,
    [Parameter(Mandatory = $true)][string]$VirtualHardDiskPath,
    [Parameter(Mandatory = $true)][string]$MacAddressMinimum,
    [Parameter(Mandatory = $true)][string]$MacAddressMaximum,
    [Parameter(Mandatory = $true)][bool]$NumaSpanning,
    [Parameter(Mandatory = $true)][bool]$EnhancedSession,
    [Parameter(Mandatory = $true)][int]$StorageMigrations,
    [Parameter(Mandatory = $true)][int]$VirtualMachineMigrations,
    [Parameter(Mandatory = $true)][bool]$AnyMigrationNetwork,
    [Parameter(Mandatory = $true)][string]$MigrationAuthentication,
    [Parameter(Mandatory = $true)][string]$MigrationPerformance
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($PSCmdlet.ShouldProcess('localhost', 'set Hyper-V settings')) {
    Hyper-V\Set-VMHost -VirtualMachinePath $VirtualMachinePath -VirtualHardDiskPath $VirtualHardDiskPath `
        -MacAddressMinimum $MacAddressMinimum -MacAddressMaximum $MacAddressMaximum `
        -NumaSpanningEnabled $NumaSpanning -EnableEnhancedSessionMode $EnhancedSession `
        -MaximumStorageMigrations $StorageMigrations -MaximumVirtualMachineMigrations $VirtualMachineMigrations `
        -UseAnyNetworkForMigration $AnyMigrationNetwork `
        -VirtualMachineMigrationAuthenticationType $MigrationAuthentication `
        -VirtualMachineMigrationPerformanceOption $MigrationPerformance -Confirm:$false
}

$closing = [ordered]@{ end = $true; script = 'Set-HyperVHost'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
