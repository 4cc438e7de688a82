<#
.SYNOPSIS
    Takes a certificate with its private key out of a store of this host.
.DESCRIPTION
    One that is gone already is no failure. No document.
    Facts: hyperv-facts section 6.
    DotNet: none
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Store,
    [Parameter(Mandatory = $true)][string]$Thumbprint
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
if ((Microsoft.PowerShell.Management\Test-Path -LiteralPath $certificatePath) -and $PSCmdlet.ShouldProcess($certificatePath, 'remove certificate')) {
    Microsoft.PowerShell.Management\Remove-Item -LiteralPath $certificatePath -DeleteKey -Confirm:$false
}

$closing = [ordered]@{ end = $true; script = 'Remove-VMCertificate'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
