<#
.SYNOPSIS
    Reads every virtual hard disk file that a virtual machine or a checkpoint names, with all its parents.
.DESCRIPTION
    Reads the drives of all virtual machines and checkpoints, then Get-VHD and the file itself, and goes on to the parent; each
    file once, so a chain that bites its own tail ends. One document per file. A file that is not there, or that Get-VHD
    refuses, is a document too. Pass-through disks are no files.
    DataWriteGuid is in no cmdlet: it is read from the two headers of a VHDX (64 KiB and 128 KiB into the file, signature
    "head", sequence number at 8, DataWriteGuid at 32; the higher sequence number counts). It stays null while another program holds the file.
    Facts: hyperv-facts sections 4.1 and 4.3, MS-VHDX 2.2.2 (header).
    DotNet: System.IO.File.Open, System.IO.FileStream.Read, System.IO.FileStream.Position, System.IO.FileStream.Dispose, System.BitConverter.ToUInt32, System.BitConverter.ToInt64, System.Guid.ToString, System.DateTime.ToString, System.String.EndsWith
    CallsPerItem: Hyper-V\Get-VHD, Test-Path and Get-Item, once per file, for a refused file must not hide the others.
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# What Hyper-V refuses in a disk's file, and what says something about it.
$attributeFlags = [ordered]@{ ReadOnly = 1; SparseFile = 0x200; ReparsePoint = 0x400; Compressed = 0x800; Encrypted = 0x4000 }

function Get-DataWriteGuid {
    param([string]$ProviderPath)
    $guid = $null
    try {
        $stream = [System.IO.File]::Open($ProviderPath, 'Open', 'Read', 'ReadWrite')
    } catch [System.IO.IOException], [System.UnauthorizedAccessException] {
        return $null
    }
    try {
        $newest = -1
        foreach ($offset in 65536, 131072) {
            $header = [byte[]](@(0) * 48)
            $stream.Position = $offset
            $read = $stream.Read($header, 0, 48)
            if ($read -eq 48 -and [System.BitConverter]::ToUInt32($header, 0) -eq 0x64616568) {
                $sequence = [System.BitConverter]::ToInt64($header, 8)
                if ($sequence -gt $newest) {
                    $newest = $sequence
                    $guid = ([guid][byte[]]$header[32..47]).ToString()
                }
            }
        }
    } finally {
        $stream.Dispose()
    }
    $guid
}

$vms = @(Hyper-V\Get-VM)
$drives = @()
$snapshots = @()
if ($vms.Count -gt 0) {
    $drives = @(Hyper-V\Get-VMHardDiskDrive -VM $vms)
    $snapshots = @(Hyper-V\Get-VMSnapshot -VM $vms)
}

# Paths in the order they were met; a hashtable's keys have no case, as the host's file systems have none.
$waiting = @()
$usedBy = @{}
foreach ($drive in $drives) {
    if ($null -eq $drive.DiskNumber -and -not [string]::IsNullOrEmpty($drive.Path)) {
        if (-not $usedBy.ContainsKey($drive.Path)) {
            $waiting += [string]$drive.Path
            $usedBy[$drive.Path] = @()
        }
        $owner = ([guid]$drive.VMId).ToString()
        if ($usedBy[$drive.Path] -notcontains $owner) {
            $usedBy[$drive.Path] += $owner
        }
    }
}
foreach ($snapshot in $snapshots) {
    $owner = ([guid]$snapshot.VMId).ToString()
    foreach ($drive in $snapshot.HardDrives) {
        if ($null -eq $drive.DiskNumber -and -not [string]::IsNullOrEmpty($drive.Path)) {
            if (-not $usedBy.ContainsKey($drive.Path)) {
                $waiting += [string]$drive.Path
                $usedBy[$drive.Path] = @()
            }
            if ($usedBy[$drive.Path] -notcontains $owner) {
                $usedBy[$drive.Path] += $owner
            }
        }
    }
}

$visited = @{}
$count = 0
foreach ($leaf in $waiting) {
    $path = $leaf
    while (-not [string]::IsNullOrEmpty($path) -and -not $visited.ContainsKey($path)) {
        $visited[$path] = $true
        $document = [ordered]@{
            path                  = $path
            found                 = $false
            error_id              = $null
            used_by               = @()
            vhd_format            = $null
            vhd_type              = $null
            size_bytes            = $null
            file_bytes            = $null
            block_bytes           = $null
            logical_sector_bytes  = $null
            physical_sector_bytes = $null
            disk_identifier       = $null
            parent_path           = $null
            attached              = $null
            data_write_guid       = $null
            last_written_at       = $null
            attributes            = @()
        }
        if ($usedBy.ContainsKey($path)) {
            $document.used_by = @($usedBy[$path])
        }
        $parent = $null
        $disk = $null
        try {
            $document.found = [bool](Microsoft.PowerShell.Management\Test-Path -LiteralPath $path -PathType Leaf)
            if ($document.found) {
                $file = Microsoft.PowerShell.Management\Get-Item -LiteralPath $path -Force
                $document.file_bytes = [long]$file.Length
                $document.last_written_at = $file.LastWriteTimeUtc.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
                $document.attributes = @(
                    foreach ($name in $attributeFlags.Keys) {
                        if (([int]$file.Attributes -band $attributeFlags[$name]) -ne 0) {
                            $name
                        }
                    }
                )
                $disk = Hyper-V\Get-VHD -Path $path
            }
        } catch {
            $document.error_id = [string]$_.FullyQualifiedErrorId
        }
        if ($null -ne $disk) {
            $document.vhd_format = [string]$disk.VhdFormat
            $document.vhd_type = [string]$disk.VhdType
            $document.size_bytes = [long]$disk.Size
            $document.file_bytes = [long]$disk.FileSize
            $document.block_bytes = [long]$disk.BlockSize
            $document.logical_sector_bytes = [int]$disk.LogicalSectorSize
            $document.physical_sector_bytes = [int]$disk.PhysicalSectorSize
            $document.attached = [bool]$disk.Attached
            if (-not [string]::IsNullOrEmpty($disk.DiskIdentifier)) {
                $document.disk_identifier = ([guid]$disk.DiskIdentifier).ToString()
            }
            if (-not [string]::IsNullOrEmpty($disk.ParentPath)) {
                $parent = [string]$disk.ParentPath
                $document.parent_path = $parent
            }
        }
        if ($document.found -and $path.EndsWith('vhdx', 'OrdinalIgnoreCase')) {
            $document.data_write_guid = Get-DataWriteGuid -ProviderPath $PSCmdlet.GetUnresolvedProviderPathFromPSPath($path)
        }
        Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
        $count += 1
        $path = $parent
    }
}

$closing = [ordered]@{ end = $true; script = 'Get-VMDiskInventory'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
