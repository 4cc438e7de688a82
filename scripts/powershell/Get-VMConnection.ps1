<#
.SYNOPSIS
    Reads which accounts may open the console of a virtual machine without being administrators.
.DESCRIPTION
    Reads Get-VMConnectAccess of one machine. One document per entry. The entries of an old host's accounts travel inside the
    configuration and can keep the machine from starting on a new one.
    Facts: hyperv-facts section 4 (0x80070539).
    DotNet: none
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$entries = @(Hyper-V\Get-VMConnectAccess -VMId $Id)
foreach ($entry in $entries) {
    $document = [ordered]@{
        account = [string]$entry.UserName
        sid     = [string]$entry.UserId.Value
        access  = [string]$entry.Access
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-VMConnection'; schema = 1; count = $entries.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
