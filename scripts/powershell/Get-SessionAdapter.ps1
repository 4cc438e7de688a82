<#
.SYNOPSIS
    Tells which network adapters carry the remote sessions with this host now.
.DESCRIPTION
    Established connections to WinRM's ports, by the local address they came in on. One document per adapter; none where the session is the host's own
    or comes over loopback. An adapter of the management operating system stands for the switch that it is on.
    Facts: hyperv-facts section 8 (creating an external switch interrupts the adapter).
    DotNet: System.Guid.ToString
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$addresses = @{}
foreach ($connection in @(NetTCPIP\Get-NetTCPConnection)) {
    if ($connection.LocalPort -in @(5985, 5986) -and [string]$connection.State -eq 'Established') {
        $addresses[[string]$connection.LocalAddress] = $true
    }
}
$indexes = @{}
foreach ($address in @(NetTCPIP\Get-NetIPAddress)) {
    if ($addresses.ContainsKey([string]$address.IPAddress)) {
        $indexes[[int]$address.InterfaceIndex] = $true
    }
}
$count = 0
foreach ($adapter in @(NetAdapter\Get-NetAdapter)) {
    if ($indexes.ContainsKey([int]$adapter.InterfaceIndex)) {
        $document = [ordered]@{
            name           = [string]$adapter.Name
            interface_guid = ([guid]$adapter.InterfaceGuid).ToString()
        }
        Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
        $count += 1
    }
}

$closing = [ordered]@{ end = $true; script = 'Get-SessionAdapter'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
