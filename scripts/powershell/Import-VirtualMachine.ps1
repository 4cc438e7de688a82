<#
.SYNOPSIS
    Registers a virtual machine where its files lie, with its own id, after repairing what is known to be repairable.
.DESCRIPTION
    Compare, repair and import happen in one session, for a compatibility report does not outlive one. Findings are told by what
    they are about, not by their number or text. Known ones are repaired on the planned virtual machine: an adapter is connected
    to the switch that SwitchTo names for its own (the same place in SwitchFrom), a missing ISO is ejected where EjectMissing
    says so, a missing disk gets the path that DiskTo names for its own, counts of processors and limits of NUMA nodes are
    brought down to the host's, virtualization extensions are switched off where the host cannot give them. Then it is compared
    again, at most five times. Anything left is told in Windows' own words, the planned virtual machine is taken away and
    nothing is imported. Findings that can only be cured before import (a version that is not known here, an id that is
    registered already) end Compare-VM itself with an error. One document; none with -WhatIf or where it is registered already.
    Facts: hyperv-facts section 2 (import, findings, repairs) and 5.2 (NUMA), failure-modes 1, 3, 10, 14 and 24.
    DotNet: System.Guid.ToString
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][guid]$Id,
    [Parameter(Mandatory = $true)][string]$ConfigurationPath,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$SwitchFrom,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][AllowEmptyString()][string[]]$SwitchTo,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$DiskFrom,
    [Parameter(Mandatory = $true)][AllowEmptyCollection()][string[]]$DiskTo,
    [Parameter(Mandatory = $true)][bool]$EjectMissing
)

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$ejects = $EjectMissing
$switches = @{}
for ($index = 0; $index -lt $SwitchFrom.Count; $index++) {
    $switches[$SwitchFrom[$index]] = $SwitchTo[$index]
}
$disks = @{}
for ($index = 0; $index -lt $DiskFrom.Count; $index++) {
    $disks[$DiskFrom[$index]] = $DiskTo[$index]
}
$repairs = Microsoft.PowerShell.Utility\New-Object -TypeName 'System.Collections.Generic.List[object]'

function Add-Repair {
    param([string]$Kind, [string]$Subject, [string]$Before, [string]$After)
    $repairs.Add([ordered]@{ kind = $Kind; subject = $Subject; before = $Before; after = $After })
}

function Repair-NetworkAdapter {
    param([object]$Adapter)
    $asked = [string]$Adapter.SwitchName
    $wanted = $asked
    if ($switches.ContainsKey($asked)) {
        $wanted = $switches[$asked]
    }
    if ($wanted -eq '') {
        Hyper-V\Disconnect-VMNetworkAdapter -VMNetworkAdapter $Adapter
        Add-Repair -Kind 'switch' -Subject ([string]$Adapter.Name) -Before $asked -After ''
        return $true
    }
    foreach ($switch in @(Hyper-V\Get-VMSwitch)) {
        if ([string]$switch.Name -eq $wanted) {
            Hyper-V\Connect-VMNetworkAdapter -VMNetworkAdapter $Adapter -SwitchName $wanted
            Add-Repair -Kind 'switch' -Subject ([string]$Adapter.Name) -Before $asked -After $wanted
            return $true
        }
    }
    return $false
}

function Repair-DvdDrive {
    param([object]$Drive)
    if (-not $ejects -or (Microsoft.PowerShell.Management\Test-Path -LiteralPath $Drive.Path)) {
        return $false
    }
    Hyper-V\Set-VMDvdDrive -VMDvdDrive $Drive -Path $null
    Add-Repair -Kind 'media' -Subject ([string]$Drive.Name) -Before ([string]$Drive.Path) -After ''
    return $true
}

function Repair-HardDiskDrive {
    param([object]$Drive)
    $old = [string]$Drive.Path
    if (-not $disks.ContainsKey($old) -or -not (Microsoft.PowerShell.Management\Test-Path -LiteralPath $disks[$old])) {
        return $false
    }
    Hyper-V\Set-VMHardDiskDrive -VMHardDiskDrive $Drive -Path $disks[$old]
    Add-Repair -Kind 'disk' -Subject ([string]$Drive.Name) -Before $old -After $disks[$old]
    return $true
}

function Repair-Processor {
    param([object]$Processor)
    $smallest = 0
    $logical = 0
    foreach ($node in @(Hyper-V\Get-VMHostNumaNode)) {
        $own = @($node.ProcessorsAvailability).Count
        $logical += $own
        if ($smallest -eq 0 -or $own -lt $smallest) {
            $smallest = $own
        }
    }
    if ([long]$Processor.Count -gt $logical) {
        Hyper-V\Set-VMProcessor -VMProcessor $Processor -Count $logical
        Add-Repair -Kind 'processor-count' -Subject 'processor' -Before ([string]$Processor.Count) -After ([string]$logical)
        return $true
    }
    if ([long]$Processor.Count -gt $smallest -and [long]$Processor.MaximumCountPerNumaNode -gt $smallest) {
        Hyper-V\Set-VMProcessor -VMProcessor $Processor -MaximumCountPerNumaNode $smallest
        Add-Repair -Kind 'numa-processors' -Subject 'processor' -Before ([string]$Processor.MaximumCountPerNumaNode) -After ([string]$smallest)
        return $true
    }
    if ([bool]$Processor.ExposeVirtualizationExtensions) {
        Hyper-V\Set-VMProcessor -VMProcessor $Processor -ExposeVirtualizationExtensions $false
        Add-Repair -Kind 'processor-features' -Subject 'processor' -Before 'ExposeVirtualizationExtensions' -After ''
        return $true
    }
    return $false
}

function Repair-Memory {
    param([object]$Memory)
    $smallest = [long]0
    foreach ($node in @(Hyper-V\Get-VMHostNumaNode)) {
        if ($smallest -eq 0 -or [long]$node.MemoryTotal -lt $smallest) {
            $smallest = [long]$node.MemoryTotal
        }
    }
    if ([long]$Memory.MaximumPerNumaNode -le $smallest) {
        return $false
    }
    # Whole even numbers of megabytes are what the setting takes.
    $limit = $smallest - ($smallest % 2)
    Hyper-V\Set-VMMemory -VMMemory $Memory -MaximumAmountPerNumaNodeBytes ($limit * 1048576)
    Add-Repair -Kind 'numa-memory' -Subject 'memory' -Before ([string]$Memory.MaximumPerNumaNode) -After ([string]$limit)
    return $true
}

$registered = $false
foreach ($vm in @(Hyper-V\Get-VM)) {
    if ($vm.Id -eq $Id) {
        $registered = $true
    }
}

$count = 0
if (-not $registered -and $PSCmdlet.ShouldProcess($Id.ToString(), 'import virtual machine in place')) {
    $report = Hyper-V\Compare-VM -Path $ConfigurationPath -Register
    $imported = $false
    $left = @()
    try {
        if ($report.VM.Id -ne $Id) {
            throw 'AnotherVirtualMachine'
        }
        $rounds = 0
        $going = $true
        while ($going) {
            $left = @($report.Incompatibilities)
            $going = $false
            foreach ($finding in $left) {
                $repaired = $false
                $kind = ''
                if ($null -ne $finding.Source) {
                    $kind = ([string]$finding.Source.PSObject.TypeNames[0] -split '\.')[-1]
                }
                if ($kind -eq 'VMNetworkAdapter') {
                    $repaired = Repair-NetworkAdapter -Adapter $finding.Source
                }
                if ($kind -eq 'DvdDrive') {
                    $repaired = Repair-DvdDrive -Drive $finding.Source
                }
                if ($kind -eq 'HardDiskDrive') {
                    $repaired = Repair-HardDiskDrive -Drive $finding.Source
                }
                if ($kind -eq 'VMProcessor') {
                    $repaired = Repair-Processor -Processor $finding.Source
                }
                if ($kind -eq 'VMMemory') {
                    $repaired = Repair-Memory -Memory $finding.Source
                }
                if ($repaired) {
                    $going = $true
                }
            }
            $rounds++
            if ($going) {
                # One repair can bring another finding to light.
                $report = Hyper-V\Compare-VM -CompatibilityReport $report
                $left = @($report.Incompatibilities)
                $going = $rounds -lt 5
            }
        }
        if ($left.Count -eq 0) {
            $null = Hyper-V\Import-VM -CompatibilityReport $report
            $imported = $true
        }
    }
    finally {
        if (-not $imported) {
            Hyper-V\Remove-VM -VM $report.VM -Force
        }
    }
    $findings = @(
        foreach ($finding in $left) {
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
    $document = [ordered]@{
        id       = $Id.ToString()
        imported = $imported
        repairs  = $repairs.ToArray()
        findings = $findings
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 4 -InputObject $document
    $count = 1
}

$closing = [ordered]@{ end = $true; script = 'Import-VirtualMachine'; schema = 1; count = $count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
