<#
.SYNOPSIS
    Reads how one virtual machine is now: state, version, start action, adapters, drives, checkpoints.
.DESCRIPTION
    One document for a registered virtual machine, none for an id that no registered one has. The id is asked for first; where
    that ends with an error the list of all virtual machines decides, for which error stands for an unknown id is not confirmed.
    What a check needs before and after each change stands in it, so that nothing has to be read of all virtual machines.
    Facts: hyperv-facts sections 5 (states, merging), 9 (dynamic addresses) and 13 (heartbeat), Hyper-V module 2.0 types.
    DotNet: System.Guid.ToString
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function ConvertTo-TextOrNull {
    param([object]$Value)
    $text = $null
    if (-not [string]::IsNullOrEmpty($Value)) {
        $text = [string]$Value
    }
    $text
}

$found = @()
try {
    $found = @(Hyper-V\Get-VM -Id $Id)
}
catch {
    $found = @(foreach ($one in @(Hyper-V\Get-VM)) { if ($one.Id -eq $Id) { $one } })
}

foreach ($vm in $found) {
    # A planned one is not registered yet; Server 2016 does not list them.
    $registered = $true
    if ($null -ne $vm.PSObject.Properties['VirtualMachineType']) {
        $registered = [string]$vm.VirtualMachineType -eq 'RealizedVirtualMachine'
    }
    $statuses = @(foreach ($status in $vm.OperationalStatus) { [string]$status })
    $adapters = @(
        foreach ($adapter in @(Hyper-V\Get-VMNetworkAdapter -VM $vm)) {
            [ordered]@{
                id                  = [string]$adapter.Id
                name                = [string]$adapter.Name
                mac_address         = [string]$adapter.MacAddress
                dynamic_mac_address = [bool]$adapter.DynamicMacAddressEnabled
                switch_name         = ConvertTo-TextOrNull -Value $adapter.SwitchName
                connected           = [bool]$adapter.Connected
                ip_addresses        = @(foreach ($address in $adapter.IPAddresses) { [string]$address })
            }
        }
    )
    $dvdDrives = @(
        foreach ($drive in @(Hyper-V\Get-VMDvdDrive -VM $vm)) {
            $path = $null
            if ([string]$drive.DvdMediaType -eq 'ISO') {
                $path = ConvertTo-TextOrNull -Value $drive.Path
            }
            [ordered]@{
                controller_type     = [string]$drive.ControllerType
                controller_number   = [int]$drive.ControllerNumber
                controller_location = [int]$drive.ControllerLocation
                path                = $path
            }
        }
    )
    # Pass-through disks have no path of their own.
    $disks = @(
        foreach ($drive in @(Hyper-V\Get-VMHardDiskDrive -VM $vm)) {
            if ($null -eq $drive.DiskNumber -and -not [string]::IsNullOrEmpty($drive.Path)) {
                [string]$drive.Path
            }
        }
    )
    $checkpoints = @(
        foreach ($snapshot in @(Hyper-V\Get-VMSnapshot -VM $vm)) {
            [ordered]@{ id = $snapshot.Id.ToString(); name = [string]$snapshot.Name; has_memory = ([string]$snapshot.State -ne 'Off') }
        }
    )
    $document = [ordered]@{
        id                      = $vm.Id.ToString()
        name                    = [string]$vm.Name
        registered              = $registered
        state                   = [string]$vm.State
        operational_status      = $statuses
        status                  = [string]$vm.Status
        version                 = [string]$vm.Version
        automatic_start_action  = [string]$vm.AutomaticStartAction
        automatic_start_delay_s = [int]$vm.AutomaticStartDelay
        uptime_s                = [long]$vm.Uptime.TotalSeconds
        heartbeat               = ConvertTo-TextOrNull -Value $vm.Heartbeat
        notes                   = [string]$vm.Notes
        path                    = [string]$vm.Path
        configuration_location  = [string]$vm.ConfigurationLocation
        snapshot_file_location  = [string]$vm.SnapshotFileLocation
        smart_paging_file_path  = [string]$vm.SmartPagingFilePath
        adapters                = $adapters
        dvd_drives              = $dvdDrives
        disk_paths              = $disks
        checkpoints             = $checkpoints
        merging                 = ($statuses -contains 'MergingDisks')
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 4 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-VMStatus'; schema = 1; count = $found.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
