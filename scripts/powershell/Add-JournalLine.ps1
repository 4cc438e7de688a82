<#
.SYNOPSIS
    Adds lines to the journal on external disks, and returns when they have reached them.
.DESCRIPTION
    One document per volume. A line goes to the place that it is meant for: a journal that has the same lines there already is left as it is, so that a call whose
    answer was lost can be made again; one that is shorter, or has other lines there, is not touched. A disk that takes nothing does not keep the others from it.
    Facts: hyperv-facts section 16 (closing a handle does not flush).
    DotNet: System.IO.File.ReadAllText, System.IO.File.Open, System.IO.FileStream.Read, System.IO.FileStream.Write, System.IO.FileStream.Flush, System.IO.FileStream.Dispose, System.Text.Encoding.UTF8, System.Text.Encoding.GetBytes, System.String.Trim, System.String.Join, System.String.Equals, System.Convert.ToBase64String, System.Math.Min
    CallsPerItem: Test-Path of the marker and New-Item of the folder, once per external disk.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string[]]$VolumeId,
    [Parameter(Mandatory = $true)]
    [string[]]$Offset,
    [Parameter(Mandatory = $true)]
    [string[]]$Line,
    [Parameter(Mandatory = $true)]
    [long]$Epoch
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Get-JournalRefusal {
    # Why the disk must not be written to; null where it may.
    param([string]$Letter, [long]$Known)
    $refusal = $null
    $markerPath = $Letter + ':\migrator-disk.json'
    if ($Letter -eq '') {
        $refusal = 'VolumeMissing'
    } elseif (-not (Microsoft.PowerShell.Management\Test-Path -LiteralPath $markerPath -PathType Leaf)) {
        $refusal = 'MarkerMissing'
    } elseif ([long]$markers[$Letter].epoch -gt $Known) {
        $refusal = 'EpochHigher'
    }
    $refusal
}

$letters = @{}
$markers = @{}
foreach ($volume in @(Storage\Get-Volume)) {
    $letter = ([string]$volume.DriveLetter).Trim([char]0)
    if ($VolumeId -contains [string]$volume.Path -and $letter -ne '') {
        $letters[[string]$volume.Path] = $letter
        $markerPath = $letter + ':\migrator-disk.json'
        if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $markerPath -PathType Leaf) {
            $text = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($markerPath), [System.Text.Encoding]::UTF8)
            $markers[$letter] = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $text
        }
    }
}
$bytes = [System.Text.Encoding]::UTF8.GetBytes([string]::Join("`n", $Line) + "`n")
$documents = @(
    for ($i = 0; $i -lt $VolumeId.Count; $i++) {
        $letter = [string]$letters[$VolumeId[$i]]
        [ordered]@{
            volume_id  = $VolumeId[$i]
            offset     = [long]$Offset[$i]
            letter     = $letter
            size_bytes = $null
            refusal    = Get-JournalRefusal -Letter $letter -Known $Epoch
        }
    }
)

if ($PSCmdlet.ShouldProcess([string]::Join(', ', $VolumeId), 'add to journal')) {
    foreach ($document in $documents) {
        if ($null -eq $document.refusal) {
            $folder = $document.letter + ':\' + [string]$markers[$document.letter].bag + '\migrator'
            try {
                $null = Microsoft.PowerShell.Management\New-Item -ItemType Directory -Path $folder -Force
                $stream = [System.IO.File]::Open($PSCmdlet.GetUnresolvedProviderPathFromPSPath($folder + '\journal.jsonl'), 'OpenOrCreate', 'ReadWrite', 'Read')
                try {
                    $missing = $document.offset - $stream.Length
                    $same = [System.Math]::Min($bytes.Length, -$missing)
                    if ($missing -gt 0) {
                        $document.refusal = 'JournalShorter'
                    } elseif (-$missing -gt $bytes.Length) {
                        $document.refusal = 'JournalDiffers'
                    } elseif ($same -gt 0) {
                        # A write that was broken off, or one whose answer was lost.
                        $there = [byte[]](@(0) * [int]$same)
                        $stream.Position = $document.offset
                        $null = $stream.Read($there, 0, [int]$same)
                        if (-not [string]::Equals([System.Convert]::ToBase64String($there), [System.Convert]::ToBase64String($bytes, 0, [int]$same))) {
                            $document.refusal = 'JournalDiffers'
                        }
                    }
                    if ($null -eq $document.refusal) {
                        $stream.Position = $document.offset
                        $stream.Write($bytes, 0, $bytes.Length)
                        $stream.Flush($true)
                        $document.size_bytes = [long]$stream.Length
                    }
                } finally {
                    $stream.Dispose()
                }
            } catch [System.IO.IOException], [System.UnauthorizedAccessException] {
                $document.refusal = 'NotWritten'
            }
        }
    }
}
foreach ($document in $documents) {
    $document.Remove('letter')
    $document.Remove('offset')
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Add-JournalLine'; schema = 1; count = $documents.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
