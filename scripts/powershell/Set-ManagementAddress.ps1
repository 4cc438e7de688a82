<#
.SYNOPSIS
    Gives an adapter of the management operating system its addresses, gateways and name servers.
.DESCRIPTION
    The adapter is told by its switch and name, and found in Windows by the GUID that both know. Addresses that are there and
    not wanted go; link-local ones stay. With DHCP nothing is written but that. An adapter that is not there ends the script with
    ManagementAdapterNotFound. No document.
    Facts: hyperv-facts section 8.
    DotNet: System.String.Split
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$SwitchName,
    [Parameter(Mandatory = $true)][string]$Name,
    [Parameter(Mandatory = $true)][bool]$Dhcp,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$Addresses,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$Gateways,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$DnsServers
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$index = $null
$netAdapters = @(NetAdapter\Get-NetAdapter)
foreach ($adapter in @(Hyper-V\Get-VMNetworkAdapter -ManagementOS)) {
    if ([string]$adapter.SwitchName -eq $SwitchName -and [string]$adapter.Name -eq $Name) {
        foreach ($netAdapter in $netAdapters) {
            if ([guid]$netAdapter.InterfaceGuid -eq [guid]$adapter.DeviceId) {
                $index = [int]$netAdapter.InterfaceIndex
            }
        }
    }
}
if ($null -eq $index) {
    throw 'ManagementAdapterNotFound'
}

$old = @(
    foreach ($address in @(NetTCPIP\Get-NetIPAddress)) {
        if ($address.InterfaceIndex -eq $index -and $address.IPAddress -notlike 'fe80:*') {
            [string]$address.IPAddress + '/' + [string]$address.PrefixLength
        }
    }
)
$oldGateways = @(
    foreach ($route in @(NetTCPIP\Get-NetRoute)) {
        if ($route.InterfaceIndex -eq $index -and $route.DestinationPrefix -in @('0.0.0.0/0', '::/0')) {
            [string]$route.NextHop
        }
    }
)

if ($PSCmdlet.ShouldProcess($Name, 'set addresses')) {
    if ($Dhcp) {
        NetTCPIP\Set-NetIPInterface -InterfaceIndex $index -AddressFamily IPv4 -Dhcp Enabled -Confirm:$false
    }
    else {
        NetTCPIP\Set-NetIPInterface -InterfaceIndex $index -AddressFamily IPv4 -Dhcp Disabled -Confirm:$false
        foreach ($gateway in $oldGateways) {
            if ($gateway -notin $Gateways) {
                NetTCPIP\Remove-NetRoute -InterfaceIndex $index -NextHop $gateway -Confirm:$false
            }
        }
        foreach ($address in $old) {
            if ($address -notin $Addresses) {
                $parts = $address.Split('/')
                NetTCPIP\Remove-NetIPAddress -InterfaceIndex $index -IPAddress $parts[0] -Confirm:$false
            }
        }
        foreach ($address in $Addresses) {
            if ($address -notin $old) {
                $parts = $address.Split('/')
                $null = NetTCPIP\New-NetIPAddress -InterfaceIndex $index -IPAddress $parts[0] -PrefixLength ([byte]$parts[1]) -Confirm:$false
            }
        }
        foreach ($gateway in $Gateways) {
            if ($gateway -notin $oldGateways) {
                $prefix = '0.0.0.0/0'
                if ($gateway -like '*:*') {
                    $prefix = '::/0'
                }
                $null = NetTCPIP\New-NetRoute -InterfaceIndex $index -DestinationPrefix $prefix -NextHop $gateway -Confirm:$false
            }
        }
    }
    if ($DnsServers.Count -gt 0) {
        DnsClient\Set-DnsClientServerAddress -InterfaceIndex $index -ServerAddresses $DnsServers -Confirm:$false
    }
    else {
        DnsClient\Set-DnsClientServerAddress -InterfaceIndex $index -ResetServerAddresses -Confirm:$false
    }
}

$closing = [ordered]@{ end = $true; script = 'Set-ManagementAddress'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
