<#
.SYNOPSIS
    Creates the external switch that carries the remote session, and undoes it unless the session answers again.
.DESCRIPTION
    Runs on the host as a scheduled task, for creating the switch interrupts the very adapter that the session comes in on. Reads what is to be made
    from C:\ProgramData\migrator\<migration>\switch\job.json, creates the switch (Windows moves the adapter's addresses to the host's own adapter on
    it), and waits for the mark `confirmed`. Without it in time the switch is removed, and the addresses are back on the adapter. Marks are empty files:
    `created`, then `kept` or `undone`. No document.
    Facts: hyperv-facts section 8.
    DotNet: System.IO.File.ReadAllText, System.Text.Encoding.UTF8
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$Migration
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if ($Migration -cnotmatch '^[a-z0-9][a-z0-9-]*\z') {
    throw 'NameNotFit'
}
$folder = 'C:\ProgramData\migrator\' + $Migration + '\switch'
$jobPath = $folder + '\job.json'
if (-not (Microsoft.PowerShell.Management\Test-Path -LiteralPath $jobPath -PathType Leaf)) {
    throw 'JobMissing'
}
$text = [System.IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($jobPath), [System.Text.Encoding]::UTF8)
$job = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $text
foreach ($switch in @(Hyper-V\Get-VMSwitch)) {
    if ([string]$switch.Name -eq [string]$job.name) {
        throw 'SwitchAlreadyThere'
    }
}

if ($PSCmdlet.ShouldProcess([string]$job.name, 'create external virtual switch')) {
    $made = Hyper-V\New-VMSwitch -Name ([string]$job.name) -NetAdapterName ([string[]]$job.adapters) -AllowManagementOS $true `
        -EnableEmbeddedTeaming ([bool]$job.embedded_teaming) -MinimumBandwidthMode ([string]$job.bandwidth_mode) -EnableIov ([bool]$job.iov) `
        -Notes ([string]$job.notes) -Confirm:$false
    $null = Microsoft.PowerShell.Management\New-Item -ItemType File -Path ($folder + '\created') -Force
    $confirmed = $false
    for ($second = 0; $second -le [int]$job.wait_s; $second++) {
        $confirmed = [bool](Microsoft.PowerShell.Management\Test-Path -LiteralPath ($folder + '\confirmed') -PathType Leaf)
        if ($confirmed) {
            break
        }
        if ($second -lt [int]$job.wait_s) {
            Microsoft.PowerShell.Utility\Start-Sleep -Seconds 1 # never-in-lab: cases do not wait
        }
    }
    if ($confirmed) {
        $null = Microsoft.PowerShell.Management\New-Item -ItemType File -Path ($folder + '\kept') -Force
    } else {
        Hyper-V\Remove-VMSwitch -VMSwitch $made -Force -Confirm:$false
        $null = Microsoft.PowerShell.Management\New-Item -ItemType File -Path ($folder + '\undone') -Force
    }
}

$closing = [ordered]@{ end = $true; script = 'Invoke-SwitchChange'; schema = 1; count = 0 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
