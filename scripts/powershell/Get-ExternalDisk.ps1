<#
.SYNOPSIS
    Reads the volumes that could be, or are, an external disk of a migration, with all that a disk is known by.
.DESCRIPTION
    Reads Get-Volume, Get-Partition, Get-Disk and Win32_Volume, each once, joined by the volume's path; where Hyper-V is installed also which
    volumes hold a file of a virtual machine. One document per volume of a fixed or removable disk; with -VolumeId of that one only.
    Facts: hyperv-facts section 14 (external disks): no single mark identifies a disk.
    DotNet: System.IO.File.ReadAllText, System.Text.Encoding.UTF8, System.String.Trim, System.String.ToUpperInvariant, System.String.ToLowerInvariant, System.String.IsNullOrEmpty, System.String.Substring
    CallsPerItem: Test-Path and Get-Item of the marker, once per volume with a letter.
#>
[CmdletBinding()]
param(
    [AllowEmptyString()]
    [string]$VolumeId = ''
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$volumes = @(
    foreach ($volume in @(Storage\Get-Volume)) {
        if ([string]$volume.DriveType -in @('Fixed', 'Removable') -and ($VolumeId -eq '' -or [string]$volume.Path -eq $VolumeId)) {
            $volume
        }
    }
)
$partitions = @{}
foreach ($partition in @(Storage\Get-Partition)) {
    foreach ($accessPath in $partition.AccessPaths) {
        $partitions[$accessPath] = $partition
    }
}
$disks = @{}
foreach ($disk in @(Storage\Get-Disk)) {
    $disks[[long]$disk.Number] = $disk
}
$wmiVolumes = @{}
foreach ($wmiVolume in @(CimCmdlets\Get-CimInstance -ClassName 'Win32_Volume')) {
    $wmiVolumes[$wmiVolume.DeviceID] = $wmiVolume
}
# Drives on which a file of a virtual machine lies.
$taken = @{}
if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'Hyper-V\Get-VM' -ErrorAction SilentlyContinue)) {
    foreach ($vm in @(Hyper-V\Get-VM)) {
        $taken[([string]$vm.ConfigurationLocation + '  ').Substring(0, 2)] = $true
        foreach ($drive in $vm.HardDrives) {
            $taken[([string]$drive.Path + '  ').Substring(0, 2)] = $true
        }
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
    $disk = $null
    if ($null -ne $partition) {
        $disk = $disks[[long]$partition.DiskNumber]
    }
    $wmiVolume = $wmiVolumes[$path]
    $document = [ordered]@{
        volume_id          = $path
        drive_letter       = $null
        label              = [string]$volume.FileSystemLabel
        file_system        = [string]$volume.FileSystem
        size_bytes         = [long]$volume.Size
        free_bytes         = [long]$volume.SizeRemaining
        serial_number      = $null
        holds_windows      = $false
        holds_vm           = $false
        disk_number        = $null
        disk_name          = $null
        disk_serial_number = $null
        bus_type           = $null
        partition_style    = $null
        gpt_disk_id        = $null
        is_read_only       = $false
        marker             = $null
    }
    if ($null -ne $letter) {
        $document.drive_letter = $letter.ToUpperInvariant()
        $document.holds_vm = $taken.ContainsKey($letter + ':')
        if (-not [string]::IsNullOrEmpty($volume.FileSystem)) {
            $markerPath = $letter + ':\migrator-disk.json'
            if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $markerPath -PathType Leaf) {
                $file = Microsoft.PowerShell.Management\Get-Item -LiteralPath $markerPath -Force
                if ($file.Length -le 4096) {
                    $document.marker = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($markerPath), [System.Text.Encoding]::UTF8)
                }
            }
        }
    }
    if ($null -ne $partition) {
        $document.holds_windows = [bool]$partition.IsSystem -or [bool]$partition.IsBoot
    }
    if ($null -ne $disk) {
        $document.disk_number = [int]$disk.Number
        $document.disk_name = [string]$disk.FriendlyName
        $document.disk_serial_number = ([string]$disk.SerialNumber).Trim()
        $document.bus_type = [string]$disk.BusType
        $document.partition_style = [string]$disk.PartitionStyle
        $document.is_read_only = [bool]$disk.IsReadOnly
        if (-not [string]::IsNullOrEmpty($disk.Guid)) {
            $document.gpt_disk_id = ([string]$disk.Guid).Trim('{', '}').ToLowerInvariant()
        }
    }
    if ($null -ne $wmiVolume) {
        $document.holds_windows = $document.holds_windows -or [bool]$wmiVolume.SystemVolume -or [bool]$wmiVolume.BootVolume -or [bool]$wmiVolume.PageFilePresent
        if ($null -ne $wmiVolume.SerialNumber) {
            $document.serial_number = ([long]$wmiVolume.SerialNumber).ToString('X8')
        }
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-ExternalDisk'; schema = 1; count = $volumes.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
