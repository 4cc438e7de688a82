<#
.SYNOPSIS
    Reads the journal on an external disk from a place on, byte for byte.
.DESCRIPTION
    One document per 384 KiB, in order; none where there is no journal or nothing behind that place. Bytes travel as base64, for a last line may be torn.
    Facts: hyperv-facts section 15 (largest envelope).
    DotNet: System.IO.File.ReadAllText, System.IO.File.Open, System.IO.FileStream.Read, System.IO.FileStream.Dispose, System.Text.Encoding.UTF8, System.Convert.ToBase64String, System.String.Trim
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string]$VolumeId,
    [Parameter(Mandatory = $true)]
    [long]$Offset
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
$journalPath = $letter + ':\' + [string]$marker.bag + '\migrator\journal.jsonl'
$count = 0
if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $journalPath -PathType Leaf) {
    $stream = [System.IO.File]::Open($PSCmdlet.GetUnresolvedProviderPathFromPSPath($journalPath), 'Open', 'Read', 'ReadWrite')
    try {
        $buffer = [byte[]](@(0) * 393216)
        $stream.Position = $Offset
        $place = $Offset
        $read = $stream.Read($buffer, 0, $buffer.Length)
        while ($read -gt 0) {
            $document = [ordered]@{
                offset         = $place
                content_base64 = [System.Convert]::ToBase64String($buffer, 0, $read)
            }
            Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
            $count = $count + 1
            $place = $place + $read
            $read = $stream.Read($buffer, 0, $buffer.Length)
        }
    } finally {
        $stream.Dispose()
    }
}

$closing = [ordered]@{ end = $true; script = 'Get-JournalLine'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
