<#
.SYNOPSIS
    Reads the host's network adapters with their addresses, without those of virtual switches.
.DESCRIPTION
    Reads Get-NetAdapter, addresses, routes, DNS servers and hardware places, each once, joined by interface index or name; LBFO
    teams where the module is there. One document per adapter. Adapters of the management operating system on a switch are
    left out: they belong to Get-SwitchInventory. Link-local and unconfigured site-local addresses are left out.
    Speed is unsigned; one that no signed 64 bit number can hold (all bits set) is unknown. DeviceId is null for an adapter that is just going.
    Facts: hyperv-facts section 8 (descriptions are not stable; a virtual adapter takes over the physical port's MAC address).
    DotNet: System.Guid.ToString, System.String.Replace, System.String.ToUpperInvariant
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$adapters = @(NetAdapter\Get-NetAdapter)
$managementAdapters = @(Hyper-V\Get-VMNetworkAdapter -ManagementOS)
$ipAddresses = @(NetTCPIP\Get-NetIPAddress)
$ipInterfaces = @(NetTCPIP\Get-NetIPInterface)
$routes = @(NetTCPIP\Get-NetRoute)
$dnsClients = @(DnsClient\Get-DnsClientServerAddress)
$places = @{}
foreach ($hardware in @(NetAdapter\Get-NetAdapterHardwareInfo -ErrorAction SilentlyContinue)) {
    $places[[string]$hardware.Name] = [string]$hardware.BusNumber + ':' + [string]$hardware.DeviceNumber + '.' + [string]$hardware.FunctionNumber
}
$teams = @()
if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'NetLbfo\Get-NetLbfoTeam' -ErrorAction SilentlyContinue)) {
    $teams = @(NetLbfo\Get-NetLbfoTeam)
}
$ofSwitches = @(
    foreach ($managementAdapter in $managementAdapters) {
        if (-not [string]::IsNullOrEmpty($managementAdapter.DeviceId)) {
            ([guid]$managementAdapter.DeviceId).ToString()
        }
    }
)

$count = 0
foreach ($adapter in $adapters) {
    $guid = ([guid]$adapter.InterfaceGuid).ToString()
    if ($ofSwitches -contains $guid) {
        continue
    }
    $index = [int]$adapter.InterfaceIndex
    $name = [string]$adapter.Name
    $speed = $null
    if ($null -ne $adapter.Speed -and $adapter.Speed -le 9223372036854775807) {
        $speed = [long]$adapter.Speed
    }
    $driverVersion = $null
    if (-not [string]::IsNullOrEmpty($adapter.DriverVersion)) {
        $driverVersion = [string]$adapter.DriverVersion
    }
    $vlanId = $null
    if ($null -ne $adapter.VlanID) {
        $vlanId = [int]$adapter.VlanID
    }
    $lbfoTeam = $null
    $isTeam = $false
    foreach ($team in $teams) {
        if ($team.Members -contains $name) {
            $lbfoTeam = [string]$team.Name
        }
        if ($team.TeamNics -contains $name) {
            $isTeam = $true
        }
    }
    $dhcp = $false
    foreach ($ipInterface in $ipInterfaces) {
        if ([int]$ipInterface.InterfaceIndex -eq $index -and [string]$ipInterface.AddressFamily -eq 'IPv4') {
            $dhcp = ([string]$ipInterface.Dhcp -eq 'Enabled')
        }
    }
    $document = [ordered]@{
        name                  = $name
        interface_description = [string]$adapter.InterfaceDescription
        interface_guid        = $guid
        interface_index       = $index
        mac_address           = ([string]$adapter.MacAddress).Replace('-', '').ToUpperInvariant()
        status                = [string]$adapter.Status
        link_speed_bits_per_s = $speed
        physical              = [bool]$adapter.HardwareInterface -and -not [bool]$adapter.Virtual
        pci_location          = $places[$name]
        driver_version        = $driverVersion
        vlan_id               = $vlanId
        lbfo_team             = $lbfoTeam
        is_lbfo_team          = $isTeam
        ip_addresses          = @(
            foreach ($ipAddress in $ipAddresses) {
                if ([int]$ipAddress.InterfaceIndex -eq $index -and $ipAddress.IPAddress -notlike 'fe80:*') {
                    [string]$ipAddress.IPAddress + '/' + [string]$ipAddress.PrefixLength
                }
            }
        )
        gateways              = @(
            foreach ($route in $routes) {
                if ([int]$route.InterfaceIndex -eq $index -and $route.DestinationPrefix -in @('0.0.0.0/0', '::/0')) {
                    [string]$route.NextHop
                }
            }
        )
        dns_servers           = @(
            foreach ($dnsClient in $dnsClients) {
                if ([int]$dnsClient.InterfaceIndex -eq $index) {
                    foreach ($server in $dnsClient.ServerAddresses) {
                        if ($server -notlike 'fec0:*') {
                            [string]$server
                        }
                    }
                }
            }
        )
        dhcp                  = $dhcp
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
    $count += 1
}

$closing = [ordered]@{ end = $true; script = 'Get-NetAdapterInventory'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
