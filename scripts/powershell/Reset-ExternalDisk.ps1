<#
.SYNOPSIS
    Brings all that was written to an external disk onto it, and lets Windows forget what it remembers of it.
.DESCRIPTION
    Writes the volume's cache out, then takes the disk offline and online again, so that what is read afterwards comes from the disk. A disk that does not
    let itself be taken offline, as some on USB are said to, says so in the document and is left as it is.
    Facts: hyperv-facts section 14 (Set-Disk and USB disks: not confirmed), section 16 (write-through still leaves data in the cache).
    DotNet: System.String.Trim
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string]$VolumeId
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$number = $null
foreach ($partition in @(Storage\Get-Partition)) {
    if ($partition.AccessPaths -contains $VolumeId) {
        if ([bool]$partition.IsSystem -or [bool]$partition.IsBoot) {
            throw 'VolumeOfWindows'
        }
        $number = [int]$partition.DiskNumber
    }
}
if ($null -eq $number) {
    throw 'VolumeMissing'
}
$document = [ordered]@{
    volume_id   = $VolumeId
    was_offline = $false
}

if ($PSCmdlet.ShouldProcess($VolumeId, 'flush, take offline and online again')) {
    $null = Storage\Write-VolumeCache -Path $VolumeId
    try {
        $null = Storage\Set-Disk -Number $number -IsOffline $true
        $document.was_offline = $true
    } catch [Microsoft.Management.Infrastructure.CimException] {
        # Refused: the cache is written out all the same, and whoever reads next is told.
        $document.was_offline = $false
    }
    $null = Storage\Set-Disk -Number $number -IsOffline $false
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document

$closing = [ordered]@{ end = $true; script = 'Reset-ExternalDisk'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
