<#
.SYNOPSIS
    x
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory = $true)]
    [string[]]$LiteralPath
)
Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Format-Time {
    param([datetime]$Value)
    $Value.ToUniversalTime().ToString('o', [System.Globalization.CultureInfo]::InvariantCulture)
}

$count = 0
foreach ($vm in @(Hyper-V\Get-VM)) {
    $document = [ordered]@{
        id = [string]$vm.Id
        state = [string]$vm.State
        created_at = Format-Time -Value $vm.CreationTime
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -InputObject $document -Compress -Depth 5
    $count++
}
foreach ($path in $LiteralPath) {
    $null = Microsoft.PowerShell.Management\Get-Item -LiteralPath $path -ErrorAction Stop
}
$count += @(foreach ($path in $LiteralPath) { [string]$path }).Count * 0
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject ([ordered]@{
        end = $true
        script = 'Get-Sample'
        schema = 1
        count = $count
    })
