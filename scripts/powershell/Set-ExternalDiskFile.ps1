<#
.SYNOPSIS
    Puts a small text file of ours onto an external disk, whole, in one step.
.DESCRIPTION
    Refuses a disk without a marker or with a higher epoch, and every path that is not below the folder of the marker's bag. The old file or the new
    one is there at any moment.
    Facts: hyperv-facts section 16 (replacing a file).
    DotNet: System.IO.File.ReadAllText, System.IO.File.Open, System.IO.File.Replace, System.IO.File.Move, System.IO.FileStream.Write, System.IO.FileStream.Flush, System.IO.FileStream.Dispose, System.Text.Encoding.UTF8, System.Text.Encoding.GetBytes, System.String.Trim, System.String.Replace, System.String.Substring, System.String.LastIndexOf, System.Management.Automation.Language.NullString.Value
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string]$VolumeId,
    [Parameter(Mandatory = $true)]
    [string]$Path,
    [Parameter(Mandatory = $true)]
    [AllowEmptyString()]
    [string]$Content,
    [Parameter(Mandatory = $true)]
    [long]$Epoch
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
$markerPath = $letter + ':\migrator-disk.json'
if (-not (Microsoft.PowerShell.Management\Test-Path -LiteralPath $markerPath -PathType Leaf)) {
    throw 'MarkerMissing'
}
$text = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($markerPath), [System.Text.Encoding]::UTF8)
$marker = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $text
if ([long]$marker.epoch -gt $Epoch) {
    throw 'EpochHigher'
}
# Below the bag, each part a plain name: nothing leads out of it, and no stream of another file is meant.
if ($Path -cnotmatch '^(migrator|restore)(/[A-Za-z0-9][A-Za-z0-9._-]*)+\z') {
    throw 'PathNotOurs'
}
$bag = [string]$marker.bag
if ($bag -cnotmatch '^[A-Za-z0-9][A-Za-z0-9._-]*\z') {
    throw 'PathNotOurs'
}
$filePath = $letter + ':\' + $bag + '\' + $Path.Replace('/', '\')
$folder = $filePath.Substring(0, $filePath.LastIndexOf('\'))

if ($PSCmdlet.ShouldProcess($VolumeId, 'write ' + $Path)) {
    $null = Microsoft.PowerShell.Management\New-Item -ItemType Directory -Path $folder -Force
    $realPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($filePath)
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($Content)
    $stream = [System.IO.File]::Open($realPath + '.new', 'Create', 'Write', 'None')
    try {
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    } finally {
        $stream.Dispose()
    }
    if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $filePath -PathType Leaf) {
        [System.IO.File]::Replace($realPath + '.new', $realPath, [System.Management.Automation.Language.NullString]::Value)
    } else {
        [System.IO.File]::Move($realPath + '.new', $realPath)
    }
}

$closing = [ordered]@{ end = $true; script = 'Set-ExternalDiskFile'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
