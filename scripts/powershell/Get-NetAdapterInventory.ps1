<#
.SYNOPSIS
    Reads the network adapters of the host, physical ones and teams, with their addresses.
.DESCRIPTION
    Reads each kind of thing once and joins by interface index or name. Adapters that belong to a virtual switch are left out: they
    are Get-SwitchInventory's. A physical adapter is known by HardwareInterface, never by its address, for a virtual
    one may carry the same. LBFO teams are read where their module is there. One document per adapter.
    Facts: hyperv-facts section 8 (descriptions differ on new hardware; LBFO below a switch ends with Server 2022).
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

$adapters = @(NetAdapter\Get-NetAdapter)
$hardware = @{}
foreach ($one in @(NetAdapter\Get-NetAdapterHardwareInfo)) {
    $hardware[[string]$one.Name] = 'PCI bus {0}, device {1}, function {2}' -f $one.BusNumber, $one.DeviceNumber, $one.FunctionNumber
}
$addresses = ConvertTo-ListByIndex -Item @(NetTCPIP\Get-NetIPAddress)
$interfaces = ConvertTo-ListByIndex -Item @(NetTCPIP\Get-NetIPInterface)
$routes = ConvertTo-ListByIndex -Item @(NetTCPIP\Get-NetRoute)
$dnsServers = ConvertTo-ListByIndex -Item @(DnsClient\Get-DnsClientServerAddress)

$teamOfMember = @{}
$teamAdapters = @{}
if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'NetLbfo\Get-NetLbfoTeam' -ErrorAction SilentlyContinue)) {
    foreach ($team in @(NetLbfo\Get-NetLbfoTeam)) {
        foreach ($name in $team.Members) {
            $teamOfMember[[string]$name] = [string]$team.Name
        }
        foreach ($name in $team.TeamNics) {
            $teamAdapters[[string]$name] = $true
        }
    }
}

$ofSwitches = @{}
foreach ($one in @(Hyper-V\Get-VMNetworkAdapter -ManagementOS)) {
    $ofSwitches[([guid]$one.DeviceId).ToString()] = $true
}

$documents = @(
    foreach ($adapter in $adapters) {
        $guid = ([guid]$adapter.InterfaceGuid).ToString()
        if ($ofSwitches.ContainsKey($guid)) {
            continue
        }
        $index = [int]$adapter.InterfaceIndex
        $name = [string]$adapter.Name
        $speed = $null
        if ($null -ne $adapter.Speed) {
            $speed = [long]$adapter.Speed
        }
        $vlan = $null
        if ($null -ne $adapter.VlanID) {
            $vlan = [int]$adapter.VlanID
        }
        $driver = $null
        if ($null -ne $adapter.DriverVersionString) {
            $driver = [string]$adapter.DriverVersionString
        }
        $dhcp = @(foreach ($one in $interfaces[$index]) { if ([string]$one.Dhcp -eq 'Enabled') { $true } })
        [ordered]@{
            name                  = $name
            interface_description = [string]$adapter.InterfaceDescription
            interface_guid        = $guid
            interface_index       = $index
            mac_address           = ([string]$adapter.MacAddress) -replace '-', ''
            status                = [string]$adapter.Status
            link_speed_bits_per_s = $speed
            physical              = ([bool]$adapter.HardwareInterface -and -not [bool]$adapter.Virtual)
            pci_location          = $hardware[$name]
            driver_version        = $driver
            vlan_id               = $vlan
            lbfo_team             = $teamOfMember[$name]
            is_lbfo_team          = $teamAdapters.ContainsKey($name)
            ip_addresses          = @(foreach ($one in $addresses[$index]) { '{0}/{1}' -f [string]$one.IPAddress, [int]$one.PrefixLength })
            gateways              = @(foreach ($one in $routes[$index]) { if ([string]$one.DestinationPrefix -in '0.0.0.0/0', '::/0') { [string]$one.NextHop } })
            dns_servers           = @(foreach ($one in $dnsServers[$index]) { foreach ($server in $one.ServerAddresses) { [string]$server } })
            dhcp                  = ($dhcp.Count -gt 0)
        }
    }
)

foreach ($document in $documents) {
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-NetAdapterInventory'; schema = 1; count = $documents.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
