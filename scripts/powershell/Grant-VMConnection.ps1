<#
.SYNOPSIS
    Lets an account open the console of a virtual machine, which also makes the host write all such entries anew.
.DESCRIPTION
    Used to give back what was noted on the old host, and as the cure of 0x80070539: one call of Grant-VMConnectAccess makes a machine
    startable whose configuration holds entries of unknown accounts. -Account is a name or a SID. An account that has access already
    is granted again only with -Anew. One document: whether anything was granted.
    Facts: hyperv-facts section 4 (0x80070539), fact 7.
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][string]$Account,
    [switch]$Anew
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$own = @(foreach ($entry in @(Hyper-V\Get-VMConnectAccess -VMId $Id)) { if ($Account -eq [string]$entry.UserName -or $Account -eq [string]$entry.UserId.Value) { $entry } })
$changed = $false
if ($own.Count -eq 0 -or $Anew) {
    if ($PSCmdlet.ShouldProcess($Id.ToString(), 'grant access to console')) {
        Hyper-V\Grant-VMConnectAccess -VMId $Id -UserName $Account -Confirm:$false
        $changed = $true
    }
}

$document = [ordered]@{ id = $Id.ToString(); changed = $changed }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Grant-VMConnection'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
