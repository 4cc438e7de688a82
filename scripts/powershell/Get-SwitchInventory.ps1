<#
.SYNOPSIS
    Reads the virtual switches with teams, extensions, and the management operating system's own adapters on them.
.DESCRIPTION
    Reads each kind of thing once. An adapter of the management operating system is joined to its addresses by its
    device id, which is the interface's GUID. One document per switch.
    Facts: hyperv-facts section 8 (what to capture of a switch; adapters of the management operating system live on the host).
    DotNet: System.Guid.ToString
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function ConvertTo-ListByIndex {
    param([object[]]$Item)
    $lists = @{}
    foreach ($one in $Item) {
        $key = [int]$one.InterfaceIndex
        if (-not $lists.ContainsKey($key)) {
            $lists[$key] = @()
        }
        $lists[$key] += $one
    }
    $lists
}

function ConvertTo-Vlan {
    param($Setting)
    [ordered]@{
        mode               = [string]$Setting.OperationMode
        access_vlan_id     = [int]$Setting.AccessVlanId
        native_vlan_id     = [int]$Setting.NativeVlanId
        allowed_vlan_ids   = @(foreach ($id in $Setting.AllowedVlanIdList) { [int]$id })
        primary_vlan_id    = [int]$Setting.PrimaryVlanId
        secondary_vlan_ids = @(foreach ($id in $Setting.SecondaryVlanIdList) { [int]$id })
    }
}

$switches = @(Hyper-V\Get-VMSwitch)
$teams = @{}
$teamed = @(foreach ($switch in $switches) { if ($switch.EmbeddedTeamingEnabled) { $switch } })
if ($teamed.Count -gt 0) {
    foreach ($team in @(Hyper-V\Get-VMSwitchTeam -VMSwitch $teamed)) {
        $teams[([guid]$team.Id).ToString()] = $team
    }
}

$indexByGuid = @{}
foreach ($one in @(NetAdapter\Get-NetAdapter)) {
    $indexByGuid[([guid]$one.InterfaceGuid).ToString()] = [int]$one.InterfaceIndex
}
$addresses = ConvertTo-ListByIndex -Item @(NetTCPIP\Get-NetIPAddress)
$interfaces = ConvertTo-ListByIndex -Item @(NetTCPIP\Get-NetIPInterface)
$routes = ConvertTo-ListByIndex -Item @(NetTCPIP\Get-NetRoute)
$dnsServers = ConvertTo-ListByIndex -Item @(DnsClient\Get-DnsClientServerAddress)

$management = @{}
foreach ($adapter in @(Hyper-V\Get-VMNetworkAdapter -ManagementOS)) {
    $key = [string]$adapter.SwitchName
    if (-not $management.ContainsKey($key)) {
        $management[$key] = @()
    }
    # An interface without an index (switched off) has no addresses to show.
    $index = $indexByGuid[([guid]$adapter.DeviceId).ToString()]
    if ($null -eq $index) {
        $index = -1
    }
    $dhcp = @(foreach ($one in $interfaces[$index]) { if ([string]$one.Dhcp -eq 'Enabled') { $true } })
    $management[$key] += [ordered]@{
        name         = [string]$adapter.Name
        mac_address  = [string]$adapter.MacAddress
        vlan         = ConvertTo-Vlan -Setting $adapter.VlanSetting
        ip_addresses = @(foreach ($one in $addresses[$index]) { '{0}/{1}' -f [string]$one.IPAddress, [int]$one.PrefixLength })
        gateways     = @(foreach ($one in $routes[$index]) { if ([string]$one.DestinationPrefix -in '0.0.0.0/0', '::/0') { [string]$one.NextHop } })
        dns_servers  = @(foreach ($one in $dnsServers[$index]) { foreach ($server in $one.ServerAddresses) { [string]$server } })
        dhcp         = ($dhcp.Count -gt 0)
    }
}

foreach ($switch in $switches) {
    $id = ([guid]$switch.Id).ToString()
    $mode = $null
    $algorithm = $null
    if ($teams.ContainsKey($id)) {
        $mode = [string]$teams[$id].TeamingMode
        $algorithm = [string]$teams[$id].LoadBalancingAlgorithm
    }
    $document = [ordered]@{
        id                                      = $id
        name                                    = [string]$switch.Name
        switch_type                             = [string]$switch.SwitchType
        notes                                   = [string]$switch.Notes
        allow_management_os                     = [bool]$switch.AllowManagementOS
        adapter_descriptions                    = @(foreach ($one in $switch.NetAdapterInterfaceDescriptions) { [string]$one })
        embedded_teaming                        = [bool]$switch.EmbeddedTeamingEnabled
        teaming_mode                            = $mode
        load_balancing_algorithm                = $algorithm
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
        management_adapters                     = @(foreach ($one in $management[[string]$switch.Name]) { $one })
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 5 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-SwitchInventory'; schema = 1; count = $switches.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
