<#
.SYNOPSIS
    Tells the host that the remote session answers again, so that the switch under it stays.
.DESCRIPTION
    Waits for the switch to be made (at most WaitSeconds), then puts down the mark that the task looks for. A switch that was undone in the meantime ends
    the script with SwitchUndone, one that was never made with SwitchNotCreated. No document.
    Facts: hyperv-facts section 8.
    DotNet: none
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Migration,
    [Parameter(Mandatory = $true)][int]$WaitSeconds
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Migration -cnotmatch '^[a-z0-9][a-z0-9-]*\z') {
    throw 'NameNotFit'
}
$folder = 'C:\ProgramData\migrator\' + $Migration + '\switch'
$created = $false
for ($second = 0; $second -le $WaitSeconds; $second++) {
    $created = [bool](Microsoft.PowerShell.Management\Test-Path -LiteralPath ($folder + '\created') -PathType Leaf)
    if ($created) {
        break
    }
    if ($second -lt $WaitSeconds) {
        Microsoft.PowerShell.Utility\Start-Sleep -Seconds 1 # never-in-lab: cases do not wait
    }
}
if (-not $created) {
    throw 'SwitchNotCreated'
}
if (Microsoft.PowerShell.Management\Test-Path -LiteralPath ($folder + '\undone') -PathType Leaf) {
    throw 'SwitchUndone'
}

if ($PSCmdlet.ShouldProcess($Migration, 'confirm virtual switch')) {
    $null = Microsoft.PowerShell.Management\New-Item -ItemType File -Path ($folder + '\confirmed') -Force
}

$closing = [ordered]@{ end = $true; script = 'Confirm-SwitchTask'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
