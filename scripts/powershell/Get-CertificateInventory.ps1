<#
.SYNOPSIS
    Reads the certificates that a rebuild of the host would lose.
.DESCRIPTION
    Reads four stores below Cert:\LocalMachine: Shielded VM Local Certificates (without which virtual TPMs are lost), My,
    Remote Desktop, WebHosting. A store that does not exist has none. One document per certificate. No key is read.
    Facts: hyperv-facts section 6.
    DotNet: System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture, System.String.ToUpperInvariant
    CallsPerItem: Test-Path and Get-ChildItem, once per store (a fixed list).
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$count = 0
foreach ($store in 'Shielded VM Local Certificates', 'My', 'Remote Desktop', 'WebHosting') {
    $path = 'Cert:\LocalMachine\' + $store
    $certificates = @()
    if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $path) {
        $certificates = @(Microsoft.PowerShell.Management\Get-ChildItem -LiteralPath $path)
    }
    foreach ($certificate in $certificates) {
        $document = [ordered]@{
            store           = $store
            thumbprint      = ([string]$certificate.Thumbprint).ToUpperInvariant()
            subject         = [string]$certificate.Subject
            friendly_name   = [string]$certificate.FriendlyName
            not_before      = $certificate.NotBefore.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
            not_after       = $certificate.NotAfter.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
            has_private_key = [bool]$certificate.HasPrivateKey
        }
        Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
        $count += 1
    }
}

$closing = [ordered]@{ end = $true; script = 'Get-CertificateInventory'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
