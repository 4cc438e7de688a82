<#
.SYNOPSIS
    Says what this session is, and gives back the values it was sent.
.DESCRIPTION
    Reads the engine's version and language mode, whether the session can read WinRM's own settings, and which
    modules the other scripts will find. One document.
    Elevated: only an elevated session can read WSMan:\localhost\Shell; nothing else is needed to tell. The provider refuses the
    others with a terminating error, which ErrorAction does not hold back (ConfigProvider.cs of PowerShell: AssertError).
    Facts: powershell-51-and-7 (values only as parameters), hyperv-facts section 15 (quotas).
    DotNet: System.Version.ToString
    CallsPerItem: Microsoft.PowerShell.Core\Get-Command, once per probed module (a fixed list).
.PARAMETER Nonce
    Any text; comes back unchanged, so that the answer cannot be another call's.
.PARAMETER Values
    Any texts; come back unchanged.
#>
[CmdletBinding()]
param(
    [string]$Nonce = '',

    [AllowEmptyString()]
    [AllowEmptyCollection()]
    [string[]]$Values = @()
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$probes = @(
    'Hyper-V\Get-VM'
    'Storage\Get-Disk'
    'NetAdapter\Get-NetAdapter'
    'CimCmdlets\Get-CimInstance'
    'ServerManager\Get-WindowsFeature'
    'BitLocker\Get-BitLockerVolume'
    'HgsClient\ConvertTo-HgsKeyProtector'
    'Deduplication\Get-DedupVolume'
)
$modules = @(
    foreach ($probe in $probes) {
        $command = Microsoft.PowerShell.Core\Get-Command -Name $probe -ErrorAction SilentlyContinue
        $version = $null
        if ($null -ne $command) {
            $version = [string]$command.Version
        }
        [ordered]@{
            name    = $probe.Split('\')[0]
            version = $version
        }
    }
)

$setting = $null
try {
    $setting = Microsoft.PowerShell.Management\Get-Item -LiteralPath 'WSMan:\localhost\Shell\MaxShellsPerUser'
} catch {
    $setting = $null # never-in-lab: every session of the lab is elevated
}

$document = [ordered]@{
    nonce              = $Nonce
    values             = @($Values)
    powershell_version = $PSVersionTable.PSVersion.ToString()
    powershell_edition = [string]$PSVersionTable.PSEdition
    language_mode      = [string]$ExecutionContext.SessionState.LanguageMode
    elevated           = ($null -ne $setting)
    modules            = $modules
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 4 -InputObject $document

$closing = [ordered]@{ end = $true; script = 'Test-HostSession'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
