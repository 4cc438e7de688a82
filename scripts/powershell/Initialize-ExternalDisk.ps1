<#
.SYNOPSIS
    Marks a volume as an external disk of a migration: one small file at its root, and nothing else is touched.
.DESCRIPTION
    Looks once more just before: refuses a disk that is not GPT, a file system other than NTFS, the volume of Windows or of a virtual machine, a volume
    without a letter, and one that carries the marker of another migration or of another disk of this one. The file is put in place in one step.
    Facts: hyperv-facts section 14 (external disks), section 16 (replacing a file).
    DotNet: System.IO.File.ReadAllText, System.IO.File.Open, System.IO.File.Replace, System.IO.File.Move, System.IO.FileStream.Write, System.IO.FileStream.Flush, System.IO.FileStream.Dispose, System.Text.Encoding.UTF8, System.Text.Encoding.GetBytes, System.String.Trim, System.String.Substring, System.String.IsNullOrEmpty, System.Management.Automation.Language.NullString.Value
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string]$VolumeId,
    [Parameter(Mandatory = $true)]
    [string]$Marker
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$wanted = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $Marker
$found = $null
foreach ($volume in @(Storage\Get-Volume)) {
    if ([string]$volume.Path -eq $VolumeId) {
        $found = $volume
    }
}
if ($null -eq $found) {
    throw 'VolumeMissing'
}
if ([string]$found.FileSystem -ne 'NTFS') {
    throw 'FileSystemNotFit'
}
$letter = ([string]$found.DriveLetter).Trim([char]0)
if ($letter -eq '') {
    throw 'VolumeWithoutLetter'
}
foreach ($partition in @(Storage\Get-Partition)) {
    if ($partition.AccessPaths -contains $VolumeId) {
        if ([bool]$partition.IsSystem -or [bool]$partition.IsBoot) {
            throw 'VolumeOfWindows'
        }
        foreach ($disk in @(Storage\Get-Disk)) {
            if ($disk.Number -eq $partition.DiskNumber -and [string]$disk.PartitionStyle -ne 'GPT') {
                throw 'PartitionStyleNotFit'
            }
        }
    }
}
if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'Hyper-V\Get-VM' -ErrorAction SilentlyContinue)) {
    foreach ($vm in @(Hyper-V\Get-VM)) {
        $paths = @([string]$vm.ConfigurationLocation) + @(foreach ($drive in $vm.HardDrives) { [string]$drive.Path })
        foreach ($path in $paths) {
            if (($path + '  ').Substring(0, 2) -eq $letter + ':') {
                throw 'VolumeOfVirtualMachine'
            }
        }
    }
}
$markerPath = $letter + ':\migrator-disk.json'
$realPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($markerPath)
$there = Microsoft.PowerShell.Management\Test-Path -LiteralPath $markerPath -PathType Leaf
if ($there) {
    $old = $null
    try {
        $old = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($realPath, [System.Text.Encoding]::UTF8))
    } catch [System.ArgumentException] {
        # No JSON: whoever wrote it, it is not ours.
        throw 'MarkerOfAnother'
    }
    $names = @(foreach ($property in $old.PSObject.Properties) { [string]$property.Name })
    if (-not ($names -contains 'migration') -or -not ($names -contains 'disk') -or -not ($names -contains 'epoch')) {
        throw 'MarkerOfAnother'
    }
    if ([string]$old.migration -ne [string]$wanted.migration -or [string]$old.disk -ne [string]$wanted.disk) {
        throw 'MarkerOfAnother'
    }
    if ([long]$old.epoch -gt [long]$wanted.epoch) {
        throw 'EpochHigher'
    }
}

if ($PSCmdlet.ShouldProcess($VolumeId, 'mark as external disk')) {
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($Marker)
    $stream = [System.IO.File]::Open($realPath + '.new', 'Create', 'Write', 'None')
    try {
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    } finally {
        $stream.Dispose()
    }
    if ($there) {
        [System.IO.File]::Replace($realPath + '.new', $realPath, [System.Management.Automation.Language.NullString]::Value)
    } else {
        [System.IO.File]::Move($realPath + '.new', $realPath)
    }
}

$closing = [ordered]@{ end = $true; script = 'Initialize-ExternalDisk'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
