<#
.SYNOPSIS
    Reads what a rebuild would lose that is no file: shares, own scheduled tasks, local users, group members, features.
.DESCRIPTION
    Reads Get-SmbShare (without Windows' own), Get-ScheduledTask (without \Microsoft\), Get-LocalUser, members of the groups Administrators
    and Hyper-V Administrators by SID (names are localised), and Get-WindowsFeature where the module is there. One document per item.
    A task that cannot be read (a broken definition) does not hide the others, and a warning says so.
    Members of a group that cannot be listed (an orphaned SID does that) are missing, and a warning says so.
    Facts: hyperv-facts section 9.
    DotNet: System.String.StartsWith
    CallsPerItem: Get-LocalGroupMember, once per group (two).
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$items = @(
    foreach ($share in @(SmbShare\Get-SmbShare)) {
        if (-not $share.Special) {
            [ordered]@{ kind = 'share'; name = [string]$share.Name; detail = [string]$share.Path; enabled = $null }
        }
    }
    foreach ($task in @(ScheduledTasks\Get-ScheduledTask -ErrorAction SilentlyContinue -ErrorVariable taskErrors)) {
        if (-not ([string]$task.TaskPath).StartsWith('\Microsoft\', 'OrdinalIgnoreCase')) {
            [ordered]@{ kind = 'scheduled-task'; name = [string]$task.TaskName; detail = [string]$task.TaskPath; enabled = ([string]$task.State -ne 'Disabled') }
        }
    }
    foreach ($problem in $taskErrors) {
        Microsoft.PowerShell.Utility\Write-Warning -Message ('A scheduled task cannot be read: ' + $problem.FullyQualifiedErrorId)
    }
    if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'Microsoft.PowerShell.LocalAccounts\Get-LocalUser' -ErrorAction SilentlyContinue)) {
        foreach ($user in @(Microsoft.PowerShell.LocalAccounts\Get-LocalUser)) {
            [ordered]@{ kind = 'local-user'; name = [string]$user.Name; detail = [string]$user.SID.Value; enabled = [bool]$user.Enabled }
        }
        foreach ($group in 'S-1-5-32-544', 'S-1-5-32-578') {
            $members = @()
            try {
                $members = @(Microsoft.PowerShell.LocalAccounts\Get-LocalGroupMember -SID $group)
            } catch {
                Microsoft.PowerShell.Utility\Write-Warning -Message ('The members of ' + $group + ' cannot be listed: ' + $_.FullyQualifiedErrorId)
            }
            foreach ($member in $members) {
                [ordered]@{ kind = 'local-group-member'; name = [string]$member.Name; detail = $group + ' ' + [string]$member.SID.Value; enabled = $null }
            }
        }
    }
    if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'ServerManager\Get-WindowsFeature' -ErrorAction SilentlyContinue)) {
        foreach ($feature in @(ServerManager\Get-WindowsFeature)) {
            if ($feature.Installed) {
                [ordered]@{ kind = 'feature'; name = [string]$feature.Name; detail = [string]$feature.InstallState; enabled = $null }
            }
        }
    }
)
foreach ($item in $items) {
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $item
}

$closing = [ordered]@{ end = $true; script = 'Get-HostItemInventory'; schema = 1; count = $items.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
