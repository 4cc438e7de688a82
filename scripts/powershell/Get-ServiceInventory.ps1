<#
.SYNOPSIS
    Reads every Windows service with its account and path.
.DESCRIPTION
    Reads Win32_Service once. One document per service.
    Facts: docs/architecture.md (one source that also has account and path).
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$services = @(CimCmdlets\Get-CimInstance -ClassName 'Win32_Service')
foreach ($service in $services) {
    $document = [ordered]@{
        name         = [string]$service.Name
        display_name = [string]$service.DisplayName
        state        = [string]$service.State
        start_mode   = [string]$service.StartMode
        account      = [string]$service.StartName
        path_name    = [string]$service.PathName
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-ServiceInventory'; schema = 1; count = $services.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
