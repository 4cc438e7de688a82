<#
.SYNOPSIS
    Reads what protects each virtual machine, and which certificates could unwrap its key protector.
.DESCRIPTION
    Reads Get-VMSecurity and Get-VMKeyProtector of each virtual machine and, where the module is there, the guardians in the key
    protector. One document per virtual machine. A key protector that cannot be taken apart has no thumbprints: then nobody knows
    which certificates it needs. No key and no secret is read.
    Facts: hyperv-facts section 6. BindToHostTpm does not exist on Server 2016 and is null there.
    DotNet: System.Guid.ToString, System.String.ToUpperInvariant
    CallsPerItem: Get-VMSecurity and Get-VMKeyProtector, once per virtual machine (their objects do not name it); ConvertTo-HgsKeyProtector, once per key protector.
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$converter = Microsoft.PowerShell.Core\Get-Command -Name 'HgsClient\ConvertTo-HgsKeyProtector' -ErrorAction SilentlyContinue
$vms = @(Hyper-V\Get-VM)

foreach ($vm in $vms) {
    $security = Hyper-V\Get-VMSecurity -VM $vm
    $keyProtector = [byte[]](Hyper-V\Get-VMKeyProtector -VM $vm)
    $bindToHostTpm = $null
    if ($null -ne $security.PSObject.Properties['BindToHostTpm']) {
        $bindToHostTpm = [bool]$security.BindToHostTpm
    }

    $protector = $null
    if ($null -ne $converter -and $keyProtector.Count -gt 4) {
        try {
            $protector = HgsClient\ConvertTo-HgsKeyProtector -Bytes $keyProtector
        } catch {
            $protector = $null
        }
    }
    $thumbprints = @()
    if ($null -ne $protector) {
        foreach ($guardian in @($protector.Owner) + @($protector.Guardians)) {
            foreach ($certificate in @($guardian.SigningCertificate, $guardian.EncryptionCertificate)) {
                if ($null -ne $certificate -and $thumbprints -notcontains $certificate.Thumbprint) {
                    $thumbprints += ([string]$certificate.Thumbprint).ToUpperInvariant()
                }
            }
        }
    }

    $document = [ordered]@{
        vm_id                               = $vm.Id.ToString()
        tpm_enabled                         = [bool]$security.TpmEnabled
        key_storage_drive_enabled           = [bool]$security.KsdEnabled
        shielded                            = [bool]$security.Shielded
        encrypt_state_and_migration_traffic = [bool]$security.EncryptStateAndVmMigrationTraffic
        bind_to_host_tpm                    = $bindToHostTpm
        key_protector_bytes                 = $keyProtector.Count
        guardian_thumbprints                = $thumbprints
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-VMSecurityInventory'; schema = 1; count = $vms.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
