<#
.SYNOPSIS
    Deletes a saved certificate from an external disk.
.DESCRIPTION
    One that is gone already is no failure. No document.
    Facts: hyperv-facts section 6.
    DotNet: System.String.Trim, System.IO.File.ReadAllText, System.Text.Encoding.UTF8
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Thumbprint,
    [Parameter(Mandatory = $true)][string]$VolumeId
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
if ((Microsoft.PowerShell.Management\Test-Path -LiteralPath $filePath -PathType Leaf) -and $PSCmdlet.ShouldProcess($filePath, 'delete saved certificate')) {
    Microsoft.PowerShell.Management\Remove-Item -LiteralPath $filePath -Confirm:$false
}

$closing = [ordered]@{ end = $true; script = 'Remove-ExportedCertificate'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
