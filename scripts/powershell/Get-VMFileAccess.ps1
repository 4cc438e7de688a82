<#
.SYNOPSIS
    Reads for each virtual disk file of a virtual machine whether the machine's own account may open it.
.DESCRIPTION
    A virtual machine opens its disks under the account NT VIRTUAL MACHINE\<id>, whose SID follows from the id; without an entry
    on a file it does not start (0x80070005). Parents and disks of checkpoints are read too. One document per file that is there;
    none for an id that is not registered.
    Facts: hyperv-facts section 4.2, failure-modes 9.
    DotNet: System.Guid.ToByteArray, System.BitConverter.ToUInt32, System.String.Replace
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)][guid]$Id
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$bytes = $Id.ToByteArray()
$sid = 'S-1-5-83-1'
foreach ($offset in 0, 4, 8, 12) {
    $sid = $sid + '-' + [string][System.BitConverter]::ToUInt32($bytes, $offset)
}

function Test-FileAccess {
    param([string]$Path)
    $quoted = $Path.Replace('\', '\\').Replace("'", "\'")
    $granted = $false
    foreach ($setting in @(CimCmdlets\Get-CimInstance -ClassName 'Win32_LogicalFileSecuritySetting' -Filter "Path='$quoted'")) {
        $answer = CimCmdlets\Invoke-CimMethod -InputObject $setting -MethodName 'GetSecurityDescriptor'
        foreach ($entry in @($answer.Descriptor.DACL)) {
            if ($entry.AceType -eq 0 -and [string]$entry.Trustee.SIDString -eq $sid) {
                $granted = $true
            }
        }
    }
    $granted
}

$told = @{}
$count = 0
foreach ($vm in @(Hyper-V\Get-VM)) {
    if ($vm.Id -ne $Id) {
        continue
    }
    $drives = @(Hyper-V\Get-VMHardDiskDrive -VM $vm)
    foreach ($snapshot in @(Hyper-V\Get-VMSnapshot -VM $vm)) {
        $drives += @($snapshot.HardDrives)
    }
    foreach ($drive in $drives) {
        $path = ''
        if ($null -eq $drive.DiskNumber) {
            $path = [string]$drive.Path
        }
        while ($path -ne '' -and -not $told.ContainsKey($path) -and (Microsoft.PowerShell.Management\Test-Path -LiteralPath $path)) {
            $told[$path] = $true
            $document = [ordered]@{ path = $path; granted = Test-FileAccess -Path $path }
            Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document
            $count++
            $path = [string](Hyper-V\Get-VHD -Path $path).ParentPath
        }
    }
}

$closing = [ordered]@{ end = $true; script = 'Get-VMFileAccess'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
