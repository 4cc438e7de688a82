<#
.SYNOPSIS
    Saves a certificate with its private key to the external disks, protected by a passphrase.
.DESCRIPTION
    The file is <bag>\migrator\certificates\<thumbprint>.pfx on each volume, which must carry our marker; one that is there is
    written over. A certificate without a private key ends the script with PrivateKeyMissing; a key that may not leave the host is refused by
    Windows. Whether the file can be read back is asked by Test-VMCertificate. No document.
    Facts: hyperv-facts section 6.
    DotNet: System.String.Trim, System.IO.File.ReadAllText, System.Text.Encoding.UTF8
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Store,
    [Parameter(Mandatory = $true)][string]$Thumbprint,
    [Parameter(Mandatory = $true)][string]$VolumeIdA,
    [string]$VolumeIdB = '',
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
$certificatePath = 'Cert:\LocalMachine\' + $Store + '\' + $Thumbprint
if (-not (Microsoft.PowerShell.Management\Test-Path -LiteralPath $certificatePath)) {
    throw 'CertificateMissing'
}
$certificate = Microsoft.PowerShell.Management\Get-Item -LiteralPath $certificatePath
if (-not $certificate.HasPrivateKey) {
    throw 'PrivateKeyMissing'
}
$folders = @()
foreach ($volumeId in @(@($VolumeIdA, $VolumeIdB) -ne '')) {
    $letter = $null
    foreach ($volume in @(Storage\Get-Volume)) {
        if ([string]$volume.Path -eq $volumeId) {
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
    $folders += $letter + ':\' + $bag + '\migrator\certificates'
}

foreach ($folder in $folders) {
    $filePath = $folder + '\' + $Thumbprint + '.pfx'
    if ($PSCmdlet.ShouldProcess($filePath, 'export certificate')) {
        $null = Microsoft.PowerShell.Management\New-Item -ItemType Directory -Path $folder -Force
        $null = PKI\Export-PfxCertificate -Cert $certificate -FilePath $filePath -Password $Passphrase -ChainOption EndEntityCertOnly -Force -Confirm:$false
    }
}

$closing = [ordered]@{ end = $true; script = 'Export-VMCertificate'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
