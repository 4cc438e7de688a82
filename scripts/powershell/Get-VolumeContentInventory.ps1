<#
.SYNOPSIS
    Reads what lies on the volumes: each top-level path with its size, and one level deeper below large folders.
.DESCRIPTION
    Walks every volume that has a letter and a file system, with a stack of its own; links and mount points count as
    nothing and are not entered. A folder that cannot be listed is counted in its path's unreadable_count, for the size is a lower bound
    then; nothing is left out silently. One document per path. MinimumBytes says from which size on a folder's children get documents too.
    Facts: design section 7 (each large path on a volume to be wiped is covered or cleared).
    DotNet: System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture, System.String.Trim, System.String.ToUpperInvariant, System.Collections.Generic.List.Add, System.Collections.Generic.List.RemoveAt
    CallsPerItem: Get-ChildItem, once per folder.
.PARAMETER MinimumBytes
    Folders at the top that are at least this large are told apart one level deeper.
#>
[CmdletBinding()]
param(
    [long]$MinimumBytes = 1073741824
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# The children of a folder. One that cannot be listed is counted in the tally of whoever asks.
function Get-Child {
    param([string]$Path, [hashtable]$Tally)
    try {
        Microsoft.PowerShell.Management\Get-ChildItem -LiteralPath $Path -Force
    } catch {
        $Tally.Unreadable += 1
    }
}

function Test-Entered {
    param([object]$Item)
    [bool]$Item.PSIsContainer -and ([int]$Item.Attributes -band 0x400) -eq 0
}

# Size, number, newest time of a file, or of all files below a folder.
function Measure-Path {
    param([string]$Path, [object]$Item)
    $tally = @{ Path = $Path; IsFolder = [bool]$Item.PSIsContainer; Size = 0; Files = 0; Newest = $null; Unreadable = 0 }
    $stack = [System.Collections.Generic.List[object]]@()
    $stack.Add(@{ Path = $Path; Item = $Item })
    while ($stack.Count -gt 0) {
        $next = $stack[$stack.Count - 1]
        $stack.RemoveAt($stack.Count - 1)
        if (Test-Entered -Item $next.Item) {
            foreach ($child in @(Get-Child -Path $next.Path -Tally $tally)) {
                $stack.Add(@{ Path = $next.Path + '\' + $child.Name; Item = $child })
            }
        }
        if (-not $next.Item.PSIsContainer) {
            $tally.Size += [long]$next.Item.Length
            $tally.Files += 1
            if ($null -eq $tally.Newest -or $next.Item.LastWriteTimeUtc -gt $tally.Newest) {
                $tally.Newest = $next.Item.LastWriteTimeUtc
            }
        }
    }
    $tally
}

function ConvertTo-Document {
    param([string]$VolumeId, [hashtable]$Tally)
    $newestText = $null
    if ($null -ne $Tally.Newest) {
        $newestText = $Tally.Newest.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
    }
    $document = [ordered]@{
        volume_id        = $VolumeId
        path             = $Tally.Path
        is_folder        = $Tally.IsFolder
        size_bytes       = $Tally.Size
        file_count       = $Tally.Files
        newest_write_at  = $newestText
        unreadable_count = $Tally.Unreadable
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
}

$count = 0
foreach ($volume in @(Storage\Get-Volume)) {
    # A volume without a letter has the character NUL.
    $letter = ([string]$volume.DriveLetter).Trim([char]0)
    if ($letter -eq '' -or [string]$volume.DriveType -notin @('Fixed', 'Removable') -or [string]::IsNullOrEmpty($volume.FileSystem)) {
        continue
    }
    $volumeId = [string]$volume.Path
    $root = $letter.ToUpperInvariant() + ':'
    $whole = @{ Path = $root + '\'; IsFolder = $true; Size = 0; Files = 0; Newest = $null; Unreadable = 0 }
    foreach ($item in @(Get-Child -Path ($root + '\') -Tally $whole)) {
        $path = $root + '\' + $item.Name
        if (-not (Test-Entered -Item $item)) {
            ConvertTo-Document -VolumeId $volumeId -Tally (Measure-Path -Path $path -Item $item)
            $count += 1
            continue
        }
        # One level by hand, so that a large folder's children need not be read twice.
        $tally = @{ Path = $path; IsFolder = $true; Size = 0; Files = 0; Newest = $null; Unreadable = 0 }
        $below = @(
            foreach ($child in @(Get-Child -Path $path -Tally $tally)) {
                Measure-Path -Path ($path + '\' + $child.Name) -Item $child
            }
        )
        foreach ($one in $below) {
            $tally.Size += $one.Size
            $tally.Files += $one.Files
            $tally.Unreadable += $one.Unreadable
            if ($null -ne $one.Newest -and ($null -eq $tally.Newest -or $one.Newest -gt $tally.Newest)) {
                $tally.Newest = $one.Newest
            }
        }
        ConvertTo-Document -VolumeId $volumeId -Tally $tally
        $count += 1
        if ($tally.Size -ge $MinimumBytes) {
            foreach ($one in $below) {
                ConvertTo-Document -VolumeId $volumeId -Tally $one
                $count += 1
            }
        }
    }
    if ($whole.Unreadable -gt 0) {
        ConvertTo-Document -VolumeId $volumeId -Tally $whole
        $count += 1
    }
}

$closing = [ordered]@{ end = $true; script = 'Get-VolumeContentInventory'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
