<#
.SYNOPSIS
    Reads what a rebuild loses that is no file of a virtual machine: shares, own tasks, local users, group members, features.
.DESCRIPTION
    Shares that Windows makes itself and tasks below \Microsoft\ are left out, for a new Windows has them too. Of local
    groups, Administrators and Hyper-V Administrators are read, by SID, for their names are localised. A group whose
    members cannot be listed (an orphaned SID is enough) gives one document that says so.
    Roles and features are read where ServerManager is there. One document per item.
    Facts: hyperv-facts section 9 (host settings), section 15 (local accounts).
    DotNet: none
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$documents = @(
    foreach ($share in @(SmbShare\Get-SmbShare)) {
        if (-not $share.Special) {
            [ordered]@{ kind = 'share'; name = [string]$share.Name; detail = [string]$share.Path; enabled = $null }
        }
    }

    foreach ($task in @(ScheduledTasks\Get-ScheduledTask)) {
        if ([string]$task.TaskPath -notlike '\Microsoft\*') {
            [ordered]@{
                kind    = 'scheduled-task'
                name    = [string]$task.TaskName
                detail  = [string]$task.TaskPath
                enabled = ([string]$task.State -ne 'Disabled')
            }
        }
    }

    foreach ($user in @(Microsoft.PowerShell.LocalAccounts\Get-LocalUser)) {
        [ordered]@{ kind = 'local-user'; name = [string]$user.Name; detail = [string]$user.SID; enabled = [bool]$user.Enabled }
    }

    foreach ($group in 'S-1-5-32-544', 'S-1-5-32-578') {
        try {
            foreach ($member in @(Microsoft.PowerShell.LocalAccounts\Get-LocalGroupMember -SID $group)) {
                [ordered]@{
                    kind    = 'local-group-member'
                    name    = [string]$member.Name
                    detail  = '{0} {1}' -f $group, [string]$member.SID
                    enabled = $null
                }
            }
        } catch {
            if ($_.FullyQualifiedErrorId -notlike 'GroupNotFound*') {
                [ordered]@{ kind = 'local-group-member'; name = ''; detail = '{0} unreadable' -f $group; enabled = $null }
            }
        }
    }

    $command = Microsoft.PowerShell.Core\Get-Command -Name 'ServerManager\Get-WindowsFeature' -ErrorAction SilentlyContinue
    if ($null -ne $command) {
        foreach ($feature in @(ServerManager\Get-WindowsFeature)) {
            if ($feature.Installed) {
                [ordered]@{
                    kind    = 'feature'
                    name    = [string]$feature.Name
                    detail  = [string]$feature.InstallState
                    enabled = $true
                }
            }
        }
    }
)

foreach ($document in $documents) {
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-HostItemInventory'; schema = 1; count = $documents.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
