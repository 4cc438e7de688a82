<#
.SYNOPSIS
    Reads every volume of the host's fixed and removable disks, with or without a letter.
.DESCRIPTION
    Reads Get-Volume, Get-Partition and Win32_Volume, each once, joined by the volume's path (\\?\Volume{...}\), the one name that
    survives another letter; BitLocker and Deduplication where their modules are there. One document per volume. The
    marker file in the root of a volume with a letter is read when it is no larger than 4 KiB.
    Facts: hyperv-facts section 14 (external disks).
    DotNet: System.IO.File.ReadAllText, System.Text.Encoding.UTF8, System.String.Trim, System.String.ToUpperInvariant, System.String.TrimEnd
    CallsPerItem: Test-Path and Get-Item of the marker, once per volume with a letter.
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$volumes = @(
    foreach ($volume in @(Storage\Get-Volume)) {
        if ([string]$volume.DriveType -in @('Fixed', 'Removable')) {
            $volume
        }
    }
)

# Lookups by the volume's path; a hashtable's keys have no case.
$partitions = @{}
foreach ($partition in @(Storage\Get-Partition)) {
    foreach ($accessPath in $partition.AccessPaths) {
        $partitions[$accessPath] = $partition
    }
}
$wmiVolumes = @{}
foreach ($wmiVolume in @(CimCmdlets\Get-CimInstance -ClassName 'Win32_Volume')) {
    $wmiVolumes[$wmiVolume.DeviceID] = $wmiVolume
}
$protections = $null
if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'BitLocker\Get-BitLockerVolume' -ErrorAction SilentlyContinue)) {
    $protections = @{}
    foreach ($protected in @(BitLocker\Get-BitLockerVolume)) {
        $protections[([string]$protected.MountPoint).TrimEnd('\')] = [string]$protected.ProtectionStatus
    }
}
$deduplications = $null
if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'Deduplication\Get-DedupVolume' -ErrorAction SilentlyContinue)) {
    $deduplications = @{}
    foreach ($deduplicated in @(Deduplication\Get-DedupVolume)) {
        $deduplications[([string]$deduplicated.VolumeId).TrimEnd('\')] = [bool]$deduplicated.Enabled
    }
}

foreach ($volume in $volumes) {
    $path = [string]$volume.Path
    # A volume without a letter has the character NUL.
    $letter = ([string]$volume.DriveLetter).Trim([char]0)
    if ($letter -eq '') {
        $letter = $null
    }
    $partition = $partitions[$path]
    $wmiVolume = $wmiVolumes[$path]

    $bitLocker = $null
    if ($null -ne $protections) {
        $bitLocker = $protections[$path.TrimEnd('\')]
        if ($null -eq $bitLocker -and $null -ne $letter) {
            $bitLocker = $protections[$letter + ':']
        }
    }
    $deduplicated = $null
    if ($null -ne $deduplications) {
        $deduplicated = ($true -eq $deduplications[$path.TrimEnd('\')])
    }

    $marker = $null
    if ($null -ne $letter -and -not [string]::IsNullOrEmpty($volume.FileSystem)) {
        $markerPath = $letter + ':\migrator-disk.json'
        if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $markerPath -PathType Leaf) {
            $file = Microsoft.PowerShell.Management\Get-Item -LiteralPath $markerPath -Force
            if ($file.Length -le 4096) {
                $marker = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($markerPath), [System.Text.Encoding]::UTF8)
            }
        }
    }

    $document = [ordered]@{
        unique_id            = $path
        drive_letter         = $null
        label                = [string]$volume.FileSystemLabel
        file_system          = [string]$volume.FileSystem
        cluster_bytes        = $null
        size_bytes           = [long]$volume.Size
        free_bytes           = [long]$volume.SizeRemaining
        health               = [string]$volume.HealthStatus
        disk_number          = $null
        partition_number     = $null
        partition_type       = $null
        is_system            = $false
        serial_number        = $null
        bitlocker_protection = $bitLocker
        deduplicated         = $deduplicated
        paging_file          = $false
        marker               = $marker
    }
    if ($null -ne $letter) {
        $document.drive_letter = $letter.ToUpperInvariant()
    }
    if ($null -ne $partition) {
        $document.disk_number = [int]$partition.DiskNumber
        $document.partition_number = [int]$partition.PartitionNumber
        $document.partition_type = [string]$partition.Type
        $document.is_system = [bool]$partition.IsSystem -or [bool]$partition.IsBoot
    }
    if ($null -ne $wmiVolume) {
        $document.paging_file = [bool]$wmiVolume.PageFilePresent
        $document.is_system = $document.is_system -or [bool]$wmiVolume.SystemVolume -or [bool]$wmiVolume.BootVolume
        if ($null -ne $wmiVolume.BlockSize) {
            $document.cluster_bytes = [int]$wmiVolume.BlockSize
        }
        if ($null -ne $wmiVolume.SerialNumber) {
            $document.serial_number = ([long]$wmiVolume.SerialNumber).ToString('X8')
        }
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-VolumeInventory'; schema = 1; count = $volumes.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
