<#
.SYNOPSIS
    Raises the configuration version of a virtual machine to the newest that this host knows; nothing brings it back.
.DESCRIPTION
    There is no version between: the cmdlet goes to the host's default, which is the newest. One that has it already is not touched, one that is not off ends the
    script with VMNotOff. One document: the version before and after.
    Facts: hyperv-facts section 1.
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$vm = Hyper-V\Get-VM -Id $Id
$newest = [version](Hyper-V\Get-VMHostSupportedVersion -Default).Version
$before = [string]$vm.Version
$changed = $false
if ([version]$before -lt $newest) {
    if ([string]$vm.State -ne 'Off') {
        throw 'VMNotOff'
    }
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'raise configuration version')) {
        Hyper-V\Update-VMVersion -VM $vm -Force -Confirm:$false
        $changed = $true
    }
}

$document = [ordered]@{ id = $vm.Id.ToString(); changed = $changed; before = $before; after = [string](Hyper-V\Get-VM -Id $Id).Version }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Update-VMConfigurationVersion'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
