<#
.SYNOPSIS
    Starts a virtual machine, and says with which codes the host refuses it.
.DESCRIPTION
    Waits -DelayS before it, so that machines do not all read their disks at once. A refusal is no error of this script: the document
    holds the codes (0x80070539: entries of accounts that are unknown here; 0x80070005: its own account has no rights on a file;
    0x8007000E: memory or NUMA node; 0x800701E7: no address left) and the text in the host's language, for the caller knows what
    cures which. One that is on already is not touched. An id that nothing has ends the script with the error of Get-VM.
    Facts: hyperv-facts section 4 (start refusals), sections 5.2 and 9, real outputs of Start-VM.
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [ValidateRange(0, 3600)][int]$DelayS = 0
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$vm = Hyper-V\Get-VM -Id $Id
$changed = $false
$codes = @()
$refusal = $null
if ([string]$vm.State -eq 'Off') {
    if ($DelayS -gt 0 -and -not $WhatIfPreference) {
        Microsoft.PowerShell.Utility\Start-Sleep -Seconds $DelayS
    }
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'start virtual machine')) {
        try {
            Hyper-V\Start-VM -VM $vm -Confirm:$false
            $changed = $true
        }
        catch {
            $refusal = [string]$_.Exception.Message
            $codes = @(foreach ($word in ($refusal -split '[^0-9A-Za-z]')) { if ($word -match '^0x[0-9A-Fa-f]{8}$') { $word } })
        }
    }
}

$document = [ordered]@{
    id      = $vm.Id.ToString()
    changed = $changed
    state   = [string](Hyper-V\Get-VM -Id $Id).State
    codes   = $codes
    refusal = $refusal
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Start-VirtualMachine'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
