<#
.SYNOPSIS
    Tells which host this is, also before it has Hyper-V.
.DESCRIPTION
    One document: name, machine GUID, build, clock, whether the Hyper-V module is there. Small enough to be asked before every step that must
    not meet the wrong host.
    Facts: hyperv-facts section 15 (after the rebuild the host is a different machine).
    DotNet: System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$windows = CimCmdlets\Get-CimInstance -ClassName 'Win32_OperatingSystem'
$computer = CimCmdlets\Get-CimInstance -ClassName 'Win32_ComputerSystem'
$cryptography = Microsoft.PowerShell.Management\Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Cryptography'
$command = Microsoft.PowerShell.Core\Get-Command -Name 'Hyper-V\Get-VM' -ErrorAction SilentlyContinue

$document = [ordered]@{
    name         = [string]$computer.Name
    machine_guid = [string]$cryptography.MachineGuid
    os_caption   = [string]$windows.Caption
    os_build     = [int]$windows.BuildNumber
    has_hyperv   = ($null -ne $command)
    clock        = $windows.LocalDateTime.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $document

$closing = [ordered]@{ end = $true; script = 'Get-HostIdentity'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
