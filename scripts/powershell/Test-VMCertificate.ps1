<#
.SYNOPSIS
    Tells whether a saved certificate is on an external disk and can be opened with the passphrase.
.DESCRIPTION
    One document: whether the file is there, whether it opens, and the thumbprints in it. What opens is read with Get-PfxData and goes into
    no store.
    Facts: hyperv-facts section 6.
    DotNet: System.String.Trim, System.IO.File.ReadAllText, System.Text.Encoding.UTF8, System.String.ToUpperInvariant
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)][string]$Thumbprint,
    [Parameter(Mandatory = $true)][string]$VolumeId,
    [Parameter(Mandatory = $true)][securestring]$Passphrase
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Thumbprint -cnotmatch '^[0-9A-F]{40}\z') {
    throw 'ThumbprintInvalid'
}
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
$bag = [string]$marker.bag
if ($bag -cnotmatch '^[A-Za-z0-9][A-Za-z0-9._-]*\z') {
    throw 'PathNotOurs'
}
$filePath = $letter + ':\' + $bag + '\migrator\certificates\' + $Thumbprint + '.pfx'
$present = [bool](Microsoft.PowerShell.Management\Test-Path -LiteralPath $filePath -PathType Leaf)
$opens = $false
$thumbprints = @()
if ($present) {
    try {
        $data = PKI\Get-PfxData -FilePath $filePath -Password $Passphrase
        $opens = $true
        $thumbprints = @(foreach ($one in $data.EndEntityCertificates) { ([string]$one.Thumbprint).ToUpperInvariant() })
    }
    catch {
        # A wrong passphrase and a damaged file are the same to whoever needs the key.
        $opens = $false
    }
}
$document = [ordered]@{
    present     = $present
    opens       = $opens
    thumbprints = $thumbprints
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document

$closing = [ordered]@{ end = $true; script = 'Test-VMCertificate'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
