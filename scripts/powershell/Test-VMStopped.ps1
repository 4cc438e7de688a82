<#
.SYNOPSIS
    Tells whether a virtual machine is really stopped: off, without a worker process, and no disk of it held by anybody.
.DESCRIPTION
    Off is a word of the management service. So the command lines of the worker processes are read (each ends with the id of its
    machine), and each disk is opened: the file that the machine writes to so that nobody else may have it open, its parents so that
    nobody may be writing, for other machines may read the same parent. That the management service holds the configuration open is normal.
    One document; a file that cannot be opened stands in it. An id that nothing has ends the script with the error of Get-VM.
    Facts: hyperv-facts section 13, section 4 (who holds which file).
    DotNet: System.IO.File.Open, System.IO.IOException, System.UnauthorizedAccessException, System.Guid.ToString
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Test-Openable {
    param([string]$ProviderPath, [string]$Sharing)
    $opens = $true
    try {
        $stream = [System.IO.File]::Open($ProviderPath, 'Open', 'Read', $Sharing)
        $stream.Dispose()
    } catch [System.IO.IOException], [System.UnauthorizedAccessException] {
        $opens = $false
    }
    $opens
}

$vm = Hyper-V\Get-VM -Id $Id
$workers = @(
    foreach ($process in @(CimCmdlets\Get-CimInstance -ClassName Win32_Process -Filter "Name='vmwp.exe'")) {
        if ([string]$process.CommandLine -like ('*' + $Id.ToString() + '*')) {
            [long]$process.ProcessId
        }
    }
)

$held = @()
$count = 0
foreach ($drive in @(Hyper-V\Get-VMHardDiskDrive -VM $vm)) {
    $path = [string]$drive.Path
    $sharing = 'None'
    while ($null -eq $drive.DiskNumber -and -not [string]::IsNullOrEmpty($path)) {
        $count += 1
        $opens = Test-Openable -ProviderPath $PSCmdlet.GetUnresolvedProviderPathFromPSPath($path) -Sharing $sharing
        $next = $null
        if ($opens) {
            $next = [string](Hyper-V\Get-VHD -Path $path).ParentPath
        } else {
            $held += $path
        }
        $path = $next
        $sharing = 'Read'
    }
}

$document = [ordered]@{
    id               = $vm.Id.ToString()
    state            = [string]$vm.State
    worker_processes = $workers
    files            = $count
    held             = $held
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 3 -InputObject $document
$closing = [ordered]@{ end = $true; script = 'Test-VMStopped'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
