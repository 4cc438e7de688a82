<#
.SYNOPSIS
    Tries on an external disk whether a copied virtual machine can be imported, without registering anything.
.DESCRIPTION
    Tests the chain of each copied virtual disk, then compares the copied configuration with this host under a new id. A copied
    configuration still names its originals, which are there: each disk it names is given the path of its copy (CopyPath, below
    the volume, in the order of OriginalPath), and each path that was resolved in the end is told with whether it lies on the
    volume. Opening a chain may write to its files, so those that were written to are told as well. The planned virtual machine
    and its folder are taken away again, whatever happens. One document; none with -WhatIf.
    Facts: hyperv-facts section 2 (compare, planned virtual machine, absolute paths), failure-modes 7 and 8.
    DotNet: System.DateTime.ToUniversalTime, System.Guid.ToString, System.String.EndsWith, System.String.LastIndexOf, System.String.StartsWith, System.String.Substring, System.String.TrimEnd, System.String.Trim, System.String.ToLowerInvariant
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][string]$VolumeId,
    [Parameter(Mandatory = $true)][string]$ConfigurationPath,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$OriginalPath,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$CopyPath
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$letter = $null
foreach ($volume in @(Storage\Get-Volume)) {
    if ([string]$volume.Path -eq $VolumeId) {
        $letter = ([string]$volume.DriveLetter).Trim([char]0)
    }
}
if ($null -eq $letter) {
    throw 'VolumeMissing'
}
if ($letter -eq '') {
    throw 'VolumeWithoutLetter'
}
if ($OriginalPath.Count -ne $CopyPath.Count) {
    throw 'PathsDoNotPair'
}
$root = $letter + ':\'
$workFolder = $root + 'migrator-compare'
$copies = @{}
for ($index = 0; $index -lt $OriginalPath.Count; $index++) {
    $copies[$OriginalPath[$index]] = $root + $CopyPath[$index]
}

function Get-WrittenTime {
    param([string[]]$Path)
    $times = @{}
    foreach ($one in $Path) {
        $times[$one] = (Microsoft.PowerShell.Management\Get-Item -LiteralPath $one -Force).LastWriteTimeUtc
    }
    $times
}

function Get-ChainPath {
    param([string]$Path)
    $chain = @()
    $next = $Path
    while (-not [string]::IsNullOrEmpty($next) -and $chain -notcontains $next) {
        $chain += $next
        $next = [string](Hyper-V\Get-VHD -Path $next).ParentPath
    }
    $chain
}

$count = 0
if ($PSCmdlet.ShouldProcess($Id.ToString(), 'compare copied virtual machine')) {
    $files = @(foreach ($copied in $CopyPath) { $root + $copied })
    $before = Get-WrittenTime -Path $files
    foreach ($file in $files) {
        $null = Hyper-V\Test-VHD -Path $file
    }
    $arguments = @{}
    if ($files.Count -gt 0) {
        $arguments['VhdSourcePath'] = $files[0].Substring(0, $files[0].LastIndexOf('\'))
    }
    $report = Hyper-V\Compare-VM -Path ($root + $ConfigurationPath) -Copy -GenerateNewId -VirtualMachinePath $workFolder -VhdDestinationPath $workFolder -SnapshotFilePath $workFolder -SmartPagingFilePath $workFolder @arguments
    try {
        $changed = $false
        foreach ($drive in @(Hyper-V\Get-VMHardDiskDrive -VM $report.VM)) {
            if ($null -eq $drive.DiskNumber -and $copies.ContainsKey([string]$drive.Path)) {
                Hyper-V\Set-VMHardDiskDrive -VMHardDiskDrive $drive -Path $copies[[string]$drive.Path]
                $changed = $true
            }
        }
        if ($changed) {
            $report = Hyper-V\Compare-VM -CompatibilityReport $report
        }
        $resolved = @()
        foreach ($drive in @(Hyper-V\Get-VMHardDiskDrive -VM $report.VM)) {
            if ($null -eq $drive.DiskNumber -and -not [string]::IsNullOrEmpty($drive.Path)) {
                $resolved += [string]$drive.Path
            }
        }
        $findings = @(
            foreach ($finding in $report.Incompatibilities) {
                $source = $null
                $subject = $null
                if ($null -ne $finding.Source) {
                    $source = ([string]$finding.Source.PSObject.TypeNames[0] -split '\.')[-1]
                    foreach ($name in 'Path', 'SwitchName') {
                        if ($null -ne $finding.Source.PSObject.Properties[$name]) {
                            $subject = [string]$finding.Source.$name
                        }
                    }
                }
                [ordered]@{ message_id = [long]$finding.MessageId; message = [string]$finding.Message; source = $source; subject = $subject }
            }
        )
    }
    finally {
        Hyper-V\Remove-VM -VM $report.VM -Force
        if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $workFolder) {
            Microsoft.PowerShell.Management\Remove-Item -LiteralPath $workFolder -Recurse -Force
        }
    }
    foreach ($file in $files) {
        $resolved += @(Get-ChainPath -Path $file)
    }
    $told = @{}
    $places = @(
        foreach ($path in $resolved) {
            if (-not $told.ContainsKey($path)) {
                $told[$path] = $true
                $inside = $path.StartsWith($root, 'OrdinalIgnoreCase') -or $path.StartsWith($VolumeId, 'OrdinalIgnoreCase')
                [ordered]@{ path = $path; inside = $inside }
            }
        }
    )
    $after = Get-WrittenTime -Path $files
    $written = @(foreach ($file in $files) { if ($after[$file] -ne $before[$file]) { $file } })
    $document = [ordered]@{
        id        = $Id.ToString()
        volume_id = $VolumeId
        tested    = $files
        resolved  = $places
        written   = $written
        findings  = $findings
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 4 -InputObject $document
    $count = 1
}

$closing = [ordered]@{ end = $true; script = 'Compare-VMCopy'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
