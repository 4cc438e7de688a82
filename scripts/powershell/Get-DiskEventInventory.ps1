<#
.SYNOPSIS
    Sums up what the event logs say of disks, volumes, and virtual hard disks.
.DESCRIPTION
    Reads critical, error and warning events of the System log from providers of the storage stack, and of Hyper-V's own logs
    those ids that speak of disks and checkpoints. One document per log, provider, id and level, the newest first.
    The host's own clock decides what is recent. A log that does not exist, or has nothing to say, gives nothing.
    Facts: hyperv-facts section 14 (what to watch in the System log), events-and-codes (Hyper-V's ids).
    DotNet: System.DateTime.AddDays, System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture, System.String.Substring
.PARAMETER SinceDays
    How far back, in days.
.PARAMETER MaximumEvents
    How many events of each log are read at most, the newest first.
#>
[CmdletBinding()]
param(
    [int]$SinceDays = 90,

    [int]$MaximumEvents = 2000
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function ConvertTo-UtcText {
    param([datetime]$Time)
    $Time.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
}

$storageProviders = '^(disk|ntfs|Microsoft-Windows-Ntfs|refs|Microsoft-Windows-ReFS|volmgr|volsnap|partmgr|cdrom|atapi|storahci|stornvme|UASPStor|USBSTOR|iaStor.*|arcsas|aacraid|megasas.*|percsas.*|Microsoft-Windows-StorPort|Microsoft-Windows-StorDiag|Chkdsk)$'
$hypervIds = @(16300, 12240, 15268, 18012, 18590, 19090, 19100, 3216, 3280)
$levels = @{ 1 = 'critical'; 2 = 'error'; 3 = 'warning' }
$logs = @('System', 'Microsoft-Windows-Hyper-V-VMMS-Admin', 'Microsoft-Windows-Hyper-V-Worker-Admin')

$since = (CimCmdlets\Get-CimInstance -ClassName 'Win32_OperatingSystem').LocalDateTime.AddDays(-$SinceDays)
$sums = [ordered]@{}
foreach ($log in $logs) {
    $events = @()
    try {
        $filter = @{ LogName = $log; Level = @(1, 2, 3); StartTime = $since }
        $events = @(Microsoft.PowerShell.Diagnostics\Get-WinEvent -FilterHashtable $filter -MaxEvents $MaximumEvents)
    } catch {
        if ($_.FullyQualifiedErrorId -notmatch '^NoMatching(Events|Logs)Found') {
            throw
        }
    }
    foreach ($one in $events) {
        $wanted = [string]$one.ProviderName -match $storageProviders
        if ($log -ne 'System') {
            $wanted = [int]$one.Id -in $hypervIds
        }
        if (-not $wanted) {
            continue
        }
        $key = '{0}|{1}|{2}|{3}' -f $log, [string]$one.ProviderName, [int]$one.Id, [int]$one.Level
        $time = ConvertTo-UtcText -Time $one.TimeCreated
        if (-not $sums.Contains($key)) {
            $sample = [string]$one.Message
            if ($sample.Length -gt 500) {
                $sample = $sample.Substring(0, 500)
            }
            $sums[$key] = [ordered]@{
                log      = $log
                provider = [string]$one.ProviderName
                event_id = [int]$one.Id
                level    = $levels[[int]$one.Level]
                count    = 0
                first_at = $time
                last_at  = $time
                sample   = $sample
            }
        }
        # Events come newest first, so the last one seen of a kind is its first.
        $sums[$key]['count'] = $sums[$key]['count'] + 1
        $sums[$key]['first_at'] = $time
    }
}

foreach ($document in $sums.Values) {
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-DiskEventInventory'; schema = 1; count = $sums.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
