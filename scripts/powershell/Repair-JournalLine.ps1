<#
.SYNOPSIS
    Moves a torn last line of the journal on an external disk into a file of its own.
.DESCRIPTION
    What stands behind the last whole line was broken off by a power failure. It is kept beside the journal, on the disk before the journal gets shorter. The one document
    names that file. Refuses where a whole line follows.
    Facts: hyperv-facts section 16 (closing a handle does not flush).
    DotNet: System.IO.File.ReadAllText, System.IO.File.Open, System.IO.FileStream.Read, System.IO.FileStream.Write, System.IO.FileStream.Flush, System.IO.FileStream.SetLength, System.IO.FileStream.Dispose, System.Text.Encoding.UTF8, System.String.Trim
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string]$VolumeId,
    [Parameter(Mandatory = $true)]
    [long]$Offset,
    [Parameter(Mandatory = $true)]
    [long]$LineNumber
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
$folder = $letter + ':\' + [string]$marker.bag + '\migrator'
$name = 'journal.jsonl.torn-' + $LineNumber.ToString()
if (-not (Microsoft.PowerShell.Management\Test-Path -LiteralPath ($folder + '\journal.jsonl') -PathType Leaf)) {
    throw 'JournalMissing'
}
$number = 0
$side = $name
while (Microsoft.PowerShell.Management\Test-Path -LiteralPath ($folder + '\' + $side)) {
    $number = $number + 1
    $side = $name + '.' + $number.ToString()
}
$stream = [System.IO.File]::Open($PSCmdlet.GetUnresolvedProviderPathFromPSPath($folder + '\journal.jsonl'), 'Open', 'ReadWrite', 'Read')
try {
    if ($stream.Length -le $Offset) {
        throw 'JournalShorter'
    }
    $torn = [byte[]](@(0) * [int]($stream.Length - $Offset))
    $stream.Position = $Offset
    $null = $stream.Read($torn, 0, $torn.Length)
    if ($torn -contains 10) {
        throw 'LineIsWhole'
    }
    if ($PSCmdlet.ShouldProcess($VolumeId, 'cut a torn line off the journal')) {
        $kept = [System.IO.File]::Open($PSCmdlet.GetUnresolvedProviderPathFromPSPath($folder + '\' + $side), 'CreateNew', 'Write', 'None')
        try {
            $kept.Write($torn, 0, $torn.Length)
            $kept.Flush($true)
        } finally {
            $kept.Dispose()
        }
        $stream.SetLength($Offset)
        $stream.Flush($true)
    }
} finally {
    $stream.Dispose()
}
$document = [ordered]@{ name = $side }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document

$closing = [ordered]@{ end = $true; script = 'Repair-JournalLine'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
