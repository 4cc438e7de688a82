<#
.SYNOPSIS
    Brings the files of one virtual machine back from an external disk, each checked by its SHA-256.
.DESCRIPTION
    Needs nothing but PowerShell 5.1 or later: no module, no network, no other program of the migration.
    Reads migrator/entries.jsonl of the bag for true names and digests. Each file is copied beside its place, the copy is
    read again and compared, and only then it gets its name. A file that is there already is never written over.
    Started again, it goes on: what is there and right is left as it is.
    Without Id it lists what is in the bag.
.PARAMETER Id
    What to bring back: the id of a virtual machine, as the list shows it.
.PARAMETER Destination
    A folder with enough room. Each volume of the old host becomes a folder in it.
.PARAMETER BagPath
    The folder that holds bagit.txt; more than one where both disks are there: a file that is bad in the first is taken
    from the next. The folder above this script where nothing is said.
.EXAMPLE
    powershell.exe -NoProfile -ExecutionPolicy Bypass -File Restore-VMFolder.ps1
.EXAMPLE
    powershell.exe -NoProfile -ExecutionPolicy Bypass -File Restore-VMFolder.ps1 -Id <id> -Destination D:\Back
#>
[CmdletBinding()]
param(
    [string]$Id = '',

    [string]$Destination = '',

    [string[]]$BagPath = @()
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Read-Entry {
    param([string]$Bag)
    $list = Microsoft.PowerShell.Management\Join-Path -Path $Bag -ChildPath 'migrator/entries.jsonl'
    foreach ($line in @(Microsoft.PowerShell.Management\Get-Content -LiteralPath $list -Encoding UTF8)) {
        if ($line -ne '') {
            Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $line
        }
    }
}

function Get-TruePath {
    param([object]$Entry)
    if ($null -eq $Entry.path_utf16) {
        return [string]$Entry.path
    }
    # A name that no text can carry: base64 of UTF-16.
    return [Text.Encoding]::Unicode.GetString([Convert]::FromBase64String([string]$Entry.path_utf16))
}

function Test-SafePath {
    param([string]$Path)
    foreach ($component in $Path.Split('/')) {
        if ($component -eq '' -or $component -eq '.' -or $component -eq '..' -or $component -match '[\\:\x00]') {
            return $false
        }
    }
    return $true
}

function Get-Sha256 {
    param([string]$Path)
    $found = Microsoft.PowerShell.Utility\Get-FileHash -LiteralPath $Path -Algorithm SHA256
    return ([string]$found.Hash).ToLowerInvariant()
}

function Copy-Checked {
    param([string]$From, [string]$Folder, [string]$Name, [object]$Entry)
    $temporary = ([string]$Entry.sha256).Substring(0, 16) + '.unchecked'
    $unchecked = Microsoft.PowerShell.Management\Join-Path -Path $Folder -ChildPath $temporary
    if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $unchecked) {
        # Ours, from a run that was interrupted.
        Microsoft.PowerShell.Management\Remove-Item -LiteralPath $unchecked -Force
    }
    try {
        Microsoft.PowerShell.Management\Copy-Item -LiteralPath $From -Destination $unchecked
        $digest = Get-Sha256 -Path $unchecked
    } catch {
        Microsoft.PowerShell.Utility\Write-Warning -Message ('Not readable: ' + $From + ': ' + $_.Exception.Message)
        $digest = ''
    }
    if ($digest -ne [string]$Entry.sha256) {
        if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $unchecked) {
            Microsoft.PowerShell.Management\Remove-Item -LiteralPath $unchecked -Force
        }
        return $false
    }
    $ticks = [long][decimal]::Truncate([decimal]$Entry.modified_unix_ns / 100) + 116444736000000000
    $file = Microsoft.PowerShell.Management\Get-Item -LiteralPath $unchecked
    $file.LastWriteTimeUtc = [datetime]::FromFileTimeUtc($ticks)
    Microsoft.PowerShell.Management\Rename-Item -LiteralPath $unchecked -NewName $Name
    return $true
}

function Restore-Entry {
    param([object]$Entry, [string[]]$Bags, [string]$Below)
    $path = Get-TruePath -Entry $Entry
    if (-not ((Test-SafePath -Path $path) -and (Test-SafePath -Path ([string]$Entry.root)))) {
        return 'REFUSED (the path leads elsewhere)'
    }
    $to = Microsoft.PowerShell.Management\Join-Path -Path $Below -ChildPath (([string]$Entry.root) + '/' + $path)
    if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $to) {
        if ((Get-Sha256 -Path $to) -eq [string]$Entry.sha256) {
            return 'there already, checked'
        }
        return 'LEFT ALONE (another file is there)'
    }
    $name = $path.Split('/')[-1]
    $folder = Microsoft.PowerShell.Management\Split-Path -LiteralPath $to
    $null = Microsoft.PowerShell.Management\New-Item -Path $folder -ItemType Directory -Force
    foreach ($bag in $Bags) {
        if (-not (Test-SafePath -Path ([string]$Entry.safe_path))) {
            return 'REFUSED (the path leads elsewhere)'
        }
        $from = Microsoft.PowerShell.Management\Join-Path -Path $bag -ChildPath ([string]$Entry.safe_path)
        if (Copy-Checked -From $from -Folder $folder -Name $name -Entry $Entry) {
            return ('restored, checked, from ' + $bag)
        }
    }
    return 'BAD (no disk that is here has it as it was)'
}

if ($BagPath.Count -eq 0) {
    $BagPath = @(Microsoft.PowerShell.Management\Split-Path -LiteralPath $PSScriptRoot)
}
$entries = @(Read-Entry -Bag $BagPath[0])

if ($Id -eq '') {
    foreach ($group in @($entries | Microsoft.PowerShell.Utility\Group-Object -Property 'owner')) {
        $sum = ($group.Group | Microsoft.PowerShell.Utility\Measure-Object -Property 'size_bytes' -Sum).Sum
        Microsoft.PowerShell.Utility\Write-Output -InputObject (
            '{0}  {1} files, {2} bytes' -f $group.Name, $group.Count, $sum)
    }
    Microsoft.PowerShell.Utility\Write-Output -InputObject 'Give -Id and -Destination to bring one back.'
    return
}
if ($Destination -eq '') {
    throw 'Give -Destination: a folder with enough room.'
}
$meant = @($entries | Microsoft.PowerShell.Core\Where-Object -FilterScript { [string]$_.owner -eq $Id })
if ($meant.Count -eq 0) {
    throw ('Nothing in this bag belongs to ' + $Id + '. Without -Id the script lists what is there.')
}
$good = 0
foreach ($entry in $meant) {
    $result = Restore-Entry -Entry $entry -Bags $BagPath -Below $Destination
    if ($result -cmatch '^(restored|there)') {
        $good++
    }
    Microsoft.PowerShell.Utility\Write-Output -InputObject ('{0}/{1}: {2}' -f $entry.root, $entry.path, $result)
}
Microsoft.PowerShell.Utility\Write-Output -InputObject ('{0} of {1} files are there and checked.' -f $good, $meant.Count)
if ($good -lt $meant.Count) {
    throw ('{0} files are missing; see the lines above.' -f ($meant.Count - $good))
}
