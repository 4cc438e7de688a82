<#
.SYNOPSIS
    Reads every file and folder below the given folders.
.DESCRIPTION
    Walks each root with a stack of its own; a link or mount point is reported and not entered. One document per file or
    folder, parents before children, with its path relative to the root. A folder that cannot be listed has the
    error's id in its document; a root that cannot be listed is a document with an empty relative path.
    Facts: hyperv-facts section 4.1 (files of a virtual machine), failure-modes 22 (attributes).
    DotNet: System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture, System.String.TrimEnd, System.Collections.Generic.List.Add, System.Collections.Generic.List.RemoveAt
    CallsPerItem: Get-ChildItem, once per folder.
.PARAMETER LiteralPath
    The roots; taken as they are, without patterns.
#>
[CmdletBinding()]
param(
    [AllowEmptyCollection()]
    [string[]]$LiteralPath = @()
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$attributeFlags = [ordered]@{ ReadOnly = 1; SparseFile = 0x200; ReparsePoint = 0x400; Compressed = 0x800; Encrypted = 0x4000 }
$noTime = '1601-01-01T00:00:00.0000000Z'
$count = 0

foreach ($root in $LiteralPath) {
    $top = [ordered]@{
        root            = $root
        relative_path   = ''
        is_folder       = $true
        size_bytes      = 0
        last_written_at = $noTime
        attributes      = @()
        error_id        = $null
    }
    # The stack's last entry is the next folder to list; its own document is said first, for only listing tells whether it can be listed.
    $stack = [System.Collections.Generic.List[object]]@()
    $stack.Add($top)
    while ($stack.Count -gt 0) {
        $folder = $stack[-1]
        $stack.RemoveAt($stack.Count - 1)
        $children = @()
        $relative = $folder.relative_path
        if ($folder.is_folder -and $folder.attributes -notcontains 'ReparsePoint') {
            $path = $root.TrimEnd('\') + '\' + $relative
            try {
                $children = @(Microsoft.PowerShell.Management\Get-ChildItem -LiteralPath $path -Force)
            } catch {
                $folder.error_id = [string]$_.FullyQualifiedErrorId
            }
        }
        if ($relative -ne '' -or $null -ne $folder.error_id) {
            Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $folder
            $count += 1
        }
        $found = @(
            foreach ($child in $children) {
                $name = [string]$child.Name
                $size = 0
                if (-not $child.PSIsContainer) {
                    $size = [long]$child.Length
                }
                if ($relative -ne '') {
                    $name = $relative + '\' + $name
                }
                [ordered]@{
                    root            = $root
                    relative_path   = $name
                    is_folder       = [bool]$child.PSIsContainer
                    size_bytes      = $size
                    last_written_at = $child.LastWriteTimeUtc.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
                    attributes      = @(
                        foreach ($flag in $attributeFlags.Keys) {
                            if (([int]$child.Attributes -band $attributeFlags[$flag]) -ne 0) {
                                $flag
                            }
                        }
                    )
                    error_id        = $null
                }
            }
        )
        for ($at = $found.Count - 1; $at -ge 0; $at--) {
            $stack.Add($found[$at])
        }
    }
}

$closing = [ordered]@{ end = $true; script = 'Get-FolderInventory'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
