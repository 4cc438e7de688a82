<#
.SYNOPSIS
    Brings a saved certificate with its private key from an external disk into a store of this host.
.DESCRIPTION
    One that is there with its key already is left alone. A file that is not there ends the script with FileMissing; a wrong
    passphrase is refused by Windows. The key stays exportable, or the next rebuild would lose it. No document.
    Facts: hyperv-facts section 6.
    DotNet: System.String.Trim, System.IO.File.ReadAllText, System.Text.Encoding.UTF8
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Store,
    [Parameter(Mandatory = $true)][string]$Thumbprint,
    [Parameter(Mandatory = $true)][string]$VolumeId,
    [Parameter(Mandatory = $true)][securestring]$Passphrase
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Thumbprint -cnotmatch '^[0-9A-F]{40}\z') {
    throw 'ThumbprintInvalid'
}
if ($Store -cnotmatch '^[A-Za-z0-9][A-Za-z0-9 ._-]*\z') {
    throw 'StoreInvalid'
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
$storePath = 'Cert:\LocalMachine\' + $Store
$certificatePath = $storePath + '\' + $Thumbprint
$there = $false
if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $certificatePath) {
    $certificate = Microsoft.PowerShell.Management\Get-Item -LiteralPath $certificatePath
    $there = [bool]$certificate.HasPrivateKey
}
if (-not $there -and -not (Microsoft.PowerShell.Management\Test-Path -LiteralPath $filePath -PathType Leaf)) {
    throw 'FileMissing'
}

if (-not $there -and $PSCmdlet.ShouldProcess($certificatePath, 'import certificate')) {
    $null = PKI\Import-PfxCertificate -FilePath $filePath -CertStoreLocation $storePath -Password $Passphrase -Exportable -Confirm:$false
}

$closing = [ordered]@{ end = $true; script = 'Import-VMCertificate'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
