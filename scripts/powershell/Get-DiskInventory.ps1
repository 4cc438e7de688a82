<#
.SYNOPSIS
    Reads every disk that the host sees, with its health.
.DESCRIPTION
    Reads Get-Disk and Get-PhysicalDisk once, joined by the disk's number, and the reliability counters of each physical disk. One
    document per disk. Behind USB bridges counters and serial numbers are often missing: null is unknown, not healthy.
    Counters are unsigned: what no signed 64 bit number can hold was not measured, and is null.
    Facts: hyperv-facts section 14.
    DotNet: System.Guid.ToString, System.String.Trim
    CallsPerItem: Storage\Get-StorageReliabilityCounter, once per physical disk (it takes one), errors ignored.
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function ConvertTo-NumberOrNull {
    param([object]$Value)
    $number = $null
    if ($null -ne $Value -and $Value -le 9223372036854775807) {
        $number = [long]$Value
    }
    $number
}

function ConvertTo-TextOrNull {
    param([object]$Value)
    $text = ([string]$Value).Trim()
    if ($text -eq '') {
        $text = $null
    }
    $text
}

$disks = @(Storage\Get-Disk)
$physicalDisks = @{}
foreach ($physicalDisk in @(Storage\Get-PhysicalDisk)) {
    $physicalDisks[[string]$physicalDisk.DeviceId] = $physicalDisk
}

foreach ($disk in $disks) {
    $guid = $null
    if (-not [string]::IsNullOrEmpty($disk.Guid)) {
        $guid = ([guid]$disk.Guid).ToString()
    }
    $document = [ordered]@{
        number                   = [int]$disk.Number
        unique_id                = [string]$disk.UniqueId
        guid                     = $guid
        friendly_name            = [string]$disk.FriendlyName
        serial_number            = ConvertTo-TextOrNull -Value $disk.SerialNumber
        bus_type                 = [string]$disk.BusType
        media_type               = $null
        partition_style          = [string]$disk.PartitionStyle
        size_bytes               = [long]$disk.Size
        allocated_bytes          = [long]$disk.AllocatedSize
        logical_sector_bytes     = [int]$disk.LogicalSectorSize
        physical_sector_bytes    = [int]$disk.PhysicalSectorSize
        is_boot                  = [bool]$disk.IsBoot
        is_system                = [bool]$disk.IsSystem
        is_offline               = [bool]$disk.IsOffline
        is_read_only             = [bool]$disk.IsReadOnly
        health                   = [string]$disk.HealthStatus
        operational_status       = @(foreach ($status in $disk.OperationalStatus) { [string]$status })
        firmware_version         = ConvertTo-TextOrNull -Value $disk.FirmwareVersion
        temperature_c            = $null
        wear_percent             = $null
        read_errors_uncorrected  = $null
        write_errors_uncorrected = $null
        power_on_hours           = $null
    }
    $physicalDisk = $physicalDisks[[string]$disk.Number]
    if ($null -ne $physicalDisk) {
        $document.media_type = ConvertTo-TextOrNull -Value $physicalDisk.MediaType
        $counter = Storage\Get-StorageReliabilityCounter -PhysicalDisk $physicalDisk -ErrorAction SilentlyContinue
        if ($null -ne $counter) {
            $document.temperature_c = ConvertTo-NumberOrNull -Value $counter.Temperature
            $document.wear_percent = ConvertTo-NumberOrNull -Value $counter.Wear
            $document.read_errors_uncorrected = ConvertTo-NumberOrNull -Value $counter.ReadErrorsUncorrected
            $document.write_errors_uncorrected = ConvertTo-NumberOrNull -Value $counter.WriteErrorsUncorrected
            $document.power_on_hours = ConvertTo-NumberOrNull -Value $counter.PowerOnHours
        }
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-DiskInventory'; schema = 1; count = $disks.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
