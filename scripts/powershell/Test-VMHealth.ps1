<#
.SYNOPSIS
    Waits within a limit for the heartbeat and the addresses of a virtual machine's guest, and says what there is.
.DESCRIPTION
    Without a heartbeat service the guest says nothing; without a working key-value service there are no addresses, which is no proof
    that it has none. So both are read until both are there or the limit is over. One document. An id that nothing has ends the script with the error of Get-VM.
    Facts: hyperv-facts section 13 (heartbeat, addresses).
    DotNet: System.Guid.ToString
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][ValidateRange(0, 3600)][int]$TimeLimitS
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$pauseS = 2

$waitedS = 0
do {
    if ($waitedS -gt 0) {
        Microsoft.PowerShell.Utility\Start-Sleep -Seconds $pauseS
    }
    $waitedS += $pauseS
    $vm = Hyper-V\Get-VM -Id $Id
    $adapters = @(Hyper-V\Get-VMNetworkAdapter -VM $vm)
    $addresses = @(foreach ($adapter in $adapters) { foreach ($address in $adapter.IPAddresses) { [string]$address } })
    $heartbeat = [string]$vm.Heartbeat
    $complete = $heartbeat -like 'Ok*' -and ($addresses.Count -gt 0 -or $adapters.Count -eq 0)
} while (-not $complete -and $waitedS -lt $TimeLimitS)

$services = @(
    foreach ($service in @(Hyper-V\Get-VMIntegrationService -VM $vm)) {
        if ($service.Enabled -and [string]$service.PrimaryOperationalStatus -ne 'Ok') {
            [string]$service.Id
        }
    }
)
$document = [ordered]@{
    id                 = $vm.Id.ToString()
    state              = [string]$vm.State
    heartbeat          = $heartbeat
    addresses          = $addresses
    adapters           = $adapters.Count
    services_not_ok    = $services
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Test-VMHealth'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
