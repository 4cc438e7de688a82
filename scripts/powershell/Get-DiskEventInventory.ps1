<#
.SYNOPSIS
    Reads what the system log says of disks, summed up.
.DESCRIPTION
    Reads critical events, errors and warnings of the System log since a number of days, newest first, and keeps those of the providers of
    disks, controllers and file systems. One document per provider, id and level. The days are counted back from the host's own clock.
    Where the log has more events than MaximumEvents, the older ones are left out, and a warning says so.
    Facts: hyperv-facts section 14 (SMR, transport), failure-modes 18.
    DotNet: System.DateTime.ToUniversalTime, System.DateTime.ToString, System.DateTime.AddDays, System.Globalization.CultureInfo.InvariantCulture, System.String.Substring
.PARAMETER SinceDays
    How far back.
.PARAMETER MaximumEvents
    How many events of the log are read at most.
#>
[CmdletBinding()]
param(
    [int]$SinceDays = 30,

    [int]$MaximumEvents = 5000
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$providers = @(
    'disk', 'storahci', 'stornvme', 'storport', 'iaStorA', 'iaStorAC', 'iaStorAVC', 'megasas', 'megasas2i', 'arcsas', 'USBSTOR', 'UASPStor', 'partmgr',
    'volmgr', 'volsnap', 'Ntfs', 'Microsoft-Windows-Ntfs', 'ReFS', 'Microsoft-Windows-ReFS', 'Microsoft-Windows-Disk', 'Microsoft-Windows-StorPort'
)
$levels = @{ 1 = 'critical'; 2 = 'error'; 3 = 'warning' }

$windows = CimCmdlets\Get-CimInstance -ClassName 'Win32_OperatingSystem'
$filter = @{ LogName = 'System'; Level = @(1, 2, 3); StartTime = $windows.LocalDateTime.AddDays(-$SinceDays) }
$events = @()
try {
    $events = @(Microsoft.PowerShell.Diagnostics\Get-WinEvent -FilterHashtable $filter -MaxEvents $MaximumEvents)
} catch {
    # No event at all is an error record of its own.
    if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') {
        throw
    }
}
if ($events.Count -ge $MaximumEvents) {
    Microsoft.PowerShell.Utility\Write-Warning -Message ('Only the newest ' + $MaximumEvents + ' events of the System log were read.')
}

$sums = [ordered]@{}
foreach ($record in $events) {
    if ($providers -contains $record.ProviderName) {
        $key = [string]$record.ProviderName + '|' + [string]$record.Id + '|' + [string]$record.Level
        if (-not $sums.Contains($key)) {
            # The log is read newest first: the first of a kind is its sample.
            $sums[$key] = @{ Newest = $record; Oldest = $record; Count = 0 }
        }
        $sum = $sums[$key]
        $sum['Count'] += 1
        $sum.Oldest = $record
    }
}

foreach ($key in $sums.Keys) {
    $sum = $sums[$key]
    $sample = [string]$sum.Newest.Message
    if ($sample.Length -gt 500) {
        $sample = $sample.Substring(0, 500)
    }
    $document = [ordered]@{
        log      = 'System'
        provider = [string]$sum.Newest.ProviderName
        event_id = [int]$sum.Newest.Id
        level    = $levels[[int]$sum.Newest.Level]
        count    = $sum['Count']
        first_at = $sum.Oldest.TimeCreated.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
        last_at  = $sum.Newest.TimeCreated.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
        sample   = $sample
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-DiskEventInventory'; schema = 1; count = $sums.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
