<#
.SYNOPSIS
    Reads every virtual switch, with the management operating system's adapters on it.
.DESCRIPTION
    Reads Get-VMSwitch, the teams of those with embedded teaming, Get-VMNetworkAdapter -ManagementOS, and the addresses of those
    adapters, each once. One document per switch. An adapter of the management operating system is known to Windows
    by the same GUID, so its addresses are joined by that. Link-local and unconfigured site-local addresses are left out.
    Facts: hyperv-facts section 8.
    DotNet: System.Guid.ToString
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$switches = @(Hyper-V\Get-VMSwitch)
$managementAdapters = @(Hyper-V\Get-VMNetworkAdapter -ManagementOS)
$netAdapters = @(NetAdapter\Get-NetAdapter)
$ipAddresses = @(NetTCPIP\Get-NetIPAddress)
$ipInterfaces = @(NetTCPIP\Get-NetIPInterface)
$routes = @(NetTCPIP\Get-NetRoute)
$dnsClients = @(DnsClient\Get-DnsClientServerAddress)

$teaming = @(foreach ($switch in $switches) { if ($switch.EmbeddedTeamingEnabled) { $switch } })
$teams = @{}
if ($teaming.Count -gt 0) {
    foreach ($team in @(Hyper-V\Get-VMSwitchTeam -VMSwitch $teaming)) {
        $teams[$team.Id.ToString()] = $team
    }
}
$indexes = @{}
foreach ($netAdapter in $netAdapters) {
    $indexes[([guid]$netAdapter.InterfaceGuid).ToString()] = [int]$netAdapter.InterfaceIndex
}

foreach ($switch in $switches) {
    $id = $switch.Id.ToString()
    $teamingMode = $null
    $balancing = $null
    if ($teams.ContainsKey($id)) {
        $teamingMode = [string]$teams[$id].TeamingMode
        $balancing = [string]$teams[$id].LoadBalancingAlgorithm
    }
    $adaptersHere = @(
        foreach ($adapter in $managementAdapters) {
            if ([string]$adapter.SwitchId -ne $id) {
                continue
            }
            # DeviceId is null for an adapter that is just going.
            $index = $null
            if (-not [string]::IsNullOrEmpty($adapter.DeviceId)) {
                $index = $indexes[([guid]$adapter.DeviceId).ToString()]
            }
            $dhcp = $false
            foreach ($ipInterface in $ipInterfaces) {
                if ($ipInterface.InterfaceIndex -eq $index -and [string]$ipInterface.AddressFamily -eq 'IPv4') {
                    $dhcp = ([string]$ipInterface.Dhcp -eq 'Enabled')
                }
            }
            $vlan = $adapter.VlanSetting
            [ordered]@{
                name         = [string]$adapter.Name
                mac_address  = [string]$adapter.MacAddress
                vlan         = [ordered]@{
                    mode               = [string]$vlan.OperationMode
                    access_vlan_id     = [int]$vlan.AccessVlanId
                    native_vlan_id     = [int]$vlan.NativeVlanId
                    allowed_vlan_ids   = @(foreach ($one in $vlan.AllowedVlanIdList) { [int]$one })
                    primary_vlan_id    = [int]$vlan.PrimaryVlanId
                    secondary_vlan_ids = @(foreach ($one in $vlan.SecondaryVlanIdList) { [int]$one })
                }
                ip_addresses = @(
                    foreach ($ipAddress in $ipAddresses) {
                        if ($ipAddress.InterfaceIndex -eq $index -and $ipAddress.IPAddress -notlike 'fe80:*') {
                            [string]$ipAddress.IPAddress + '/' + [string]$ipAddress.PrefixLength
                        }
                    }
                )
                gateways     = @(
                    foreach ($route in $routes) {
                        if ($route.InterfaceIndex -eq $index -and $route.DestinationPrefix -in @('0.0.0.0/0', '::/0')) {
                            [string]$route.NextHop
                        }
                    }
                )
                dns_servers  = @(
                    foreach ($dnsClient in $dnsClients) {
                        if ($dnsClient.InterfaceIndex -eq $index) {
                            foreach ($server in $dnsClient.ServerAddresses) {
                                if ($server -notlike 'fec0:*') {
                                    [string]$server
                                }
                            }
                        }
                    }
                )
                dhcp         = $dhcp
            }
        }
    )
    $document = [ordered]@{
        id                                      = $id
        name                                    = [string]$switch.Name
        switch_type                             = [string]$switch.SwitchType
        notes                                   = [string]$switch.Notes
        allow_management_os                     = [bool]$switch.AllowManagementOS
        adapter_descriptions                    = @(foreach ($description in $switch.NetAdapterInterfaceDescriptions) { [string]$description })
        embedded_teaming                        = [bool]$switch.EmbeddedTeamingEnabled
        teaming_mode                            = $teamingMode
        load_balancing_algorithm                = $balancing
        bandwidth_reservation_mode              = [string]$switch.BandwidthReservationMode
        default_flow_minimum_bandwidth_absolute = [long]$switch.DefaultFlowMinimumBandwidthAbsolute
        default_flow_minimum_bandwidth_weight   = [long]$switch.DefaultFlowMinimumBandwidthWeight
        iov_enabled                             = [bool]$switch.IovEnabled
        packet_direct_enabled                   = [bool]$switch.PacketDirectEnabled
        extensions                              = @(
            foreach ($extension in $switch.Extensions) {
                [ordered]@{
                    id      = ([guid]$extension.Id).ToString()
                    name    = [string]$extension.Name
                    vendor  = [string]$extension.Vendor
                    enabled = [bool]$extension.Enabled
                }
            }
        )
        management_adapters                     = $adaptersHere
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 6 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-SwitchInventory'; schema = 1; count = $switches.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
