<#
.SYNOPSIS
    Gives a volume a drive letter; whatever has that letter and can be carried away moves to another one.
.DESCRIPTION
    The volume is told by its id (\\?\Volume{...}\). A DVD drive or a volume of a USB disk that sits on the letter gets SpareLetter; anything else there ends the
    script with LetterTaken, and a spare letter that is not free with SpareLetterTaken. A volume that has the letter already
    is left alone. No document.
    Facts: hyperv-facts sections 4 and 14.
    DotNet: System.String.Trim
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$VolumeId,
    [Parameter(Mandatory = $true)][string]$Letter,
    [Parameter(Mandatory = $true)][string]$SpareLetter
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Letter -cnotmatch '^[A-Z]\z' -or $SpareLetter -cnotmatch '^[A-Z]\z') {
    throw 'LetterInvalid'
}
$usb = @{}
foreach ($disk in @(Storage\Get-Disk)) {
    $usb[[string]$disk.Number] = ([string]$disk.BusType -eq 'USB')
}
$target = $null
$holder = $null
$spareTaken = $false
foreach ($partition in @(Storage\Get-Partition)) {
    $own = ([string]$partition.DriveLetter).Trim([char]0)
    if ($own -eq $Letter) {
        $holder = $partition
    }
    if ($own -eq $SpareLetter) {
        $spareTaken = $true
    }
    if ($VolumeId -in $partition.AccessPaths) {
        $target = $partition
    }
}
if ($null -eq $target) {
    throw 'VolumeMissing'
}
$optical = @(CimCmdlets\Get-CimInstance -ClassName Win32_Volume | Microsoft.PowerShell.Core\Where-Object -FilterScript { $_.DriveType -eq 5 -and $_.DriveLetter -eq ($Letter + ':') })
$there = ($null -ne $holder -and $VolumeId -in $holder.AccessPaths)
if (-not $there) {
    if ($null -ne $holder -and -not $usb[[string]$holder.DiskNumber]) {
        throw 'LetterTaken'
    }
    if (($null -ne $holder -or $optical.Count -gt 0) -and $spareTaken) {
        throw 'SpareLetterTaken'
    }
}

if (-not $there -and $PSCmdlet.ShouldProcess($VolumeId, 'give the letter ' + $Letter)) {
    if ($null -ne $holder) {
        Storage\Set-Partition -DiskNumber $holder.DiskNumber -PartitionNumber $holder.PartitionNumber -NewDriveLetter ([char]$SpareLetter)
    }
    if ($optical.Count -gt 0) {
        $query = 'SELECT * FROM Win32_Volume WHERE DriveType = 5 AND DriveLetter = ''' + $Letter + ':'''
        CimCmdlets\Set-CimInstance -Query $query -Property @{ DriveLetter = $SpareLetter + ':' } -Confirm:$false
    }
    Storage\Set-Partition -DiskNumber $target.DiskNumber -PartitionNumber $target.PartitionNumber -NewDriveLetter ([char]$Letter)
}

$closing = [ordered]@{ end = $true; script = 'Set-VolumeLetter'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
