<#
.SYNOPSIS
    Reads a small file of a bag on an external disk.
.DESCRIPTION
    One document with the file's size and bytes, none where it is not there. A file above 512 KiB is told with its size only.
    Facts: hyperv-facts section 14 (external disks).
    DotNet: System.IO.File.Open, System.IO.FileStream.Read, System.IO.FileStream.Dispose, System.Convert.ToBase64String, System.String.Trim, System.String.Replace
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string]$VolumeId,
    [Parameter(Mandatory = $true)]
    [string]$Bag,
    [Parameter(Mandatory = $true)]
    [string]$Path
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$letter = $null
foreach ($volume in @(Storage\Get-Volume)) {
    if ([string]$volume.Path -eq $VolumeId) {
        $letter = ([string]$volume.DriveLetter).Trim([char]0)
    }
}
if ($null -eq $letter) {
    throw 'VolumeMissing'
}
if ($letter -eq '') {
    throw 'VolumeWithoutLetter'
}
$filePath = $letter + ':\' + $Bag + '\' + $Path.Replace('/', '\')
$count = 0
if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $filePath -PathType Leaf) {
    $count = 1
    $item = Microsoft.PowerShell.Management\Get-Item -LiteralPath $filePath -Force
    $document = [ordered]@{
        path           = $Path
        size_bytes     = [long]$item.Length
        content_base64 = $null
    }
    if ($item.Length -le 524288) {
        $buffer = [byte[]](@(0) * [int]$item.Length)
        $stream = [System.IO.File]::Open($PSCmdlet.GetUnresolvedProviderPathFromPSPath($filePath), 'Open', 'Read', 'ReadWrite')
        try {
            $null = $stream.Read($buffer, 0, $buffer.Length)
        } finally {
            $stream.Dispose()
        }
        $document.content_base64 = [System.Convert]::ToBase64String($buffer)
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-ExternalDiskFile'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
