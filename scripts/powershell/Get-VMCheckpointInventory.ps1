<#
.SYNOPSIS
    Reads every checkpoint of every virtual machine, with its disks.
.DESCRIPTION
    Reads Get-VMSnapshot once for all virtual machines; a checkpoint carries its drives. One document per checkpoint.
    A checkpoint whose state is not Off holds memory. IsAutomaticCheckpoint does not exist on Server 2016 and is null there.
    Facts: hyperv-facts section 5 (checkpoints with memory), Hyper-V module 2.0 types.
    DotNet: System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture, System.Guid.ToString
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function ConvertTo-NumberOrNull {
    param([object]$Value)
    $number = $null
    if ($null -ne $Value) {
        $number = [long]$Value
    }
    $number
}

function ConvertTo-GuidTextOrNull {
    param([object]$Value)
    $text = $null
    if ($null -ne $Value -and [string]$Value -ne '00000000-0000-0000-0000-000000000000') {
        $text = ([guid]$Value).ToString()
    }
    $text
}

$vms = @(Hyper-V\Get-VM)
$snapshots = @()
if ($vms.Count -gt 0) {
    $snapshots = @(Hyper-V\Get-VMSnapshot -VM $vms)
}

foreach ($snapshot in $snapshots) {
    $automatic = $null
    if ($null -ne $snapshot.PSObject.Properties['IsAutomaticCheckpoint']) {
        $automatic = [bool]$snapshot.IsAutomaticCheckpoint
    }
    $hardDiskDrives = @(
        foreach ($drive in $snapshot.HardDrives) {
            $path = $null
            if ($null -eq $drive.DiskNumber -and -not [string]::IsNullOrEmpty($drive.Path)) {
                $path = [string]$drive.Path
            }
            [ordered]@{
                controller_type     = [string]$drive.ControllerType
                controller_number   = [int]$drive.ControllerNumber
                controller_location = [int]$drive.ControllerLocation
                path                = $path
                disk_number         = ConvertTo-NumberOrNull -Value $drive.DiskNumber
                shared              = [bool]$drive.SupportPersistentReservations
                pool_name           = [string]$drive.PoolName
                qos_policy_id       = ConvertTo-GuidTextOrNull -Value $drive.QoSPolicyID
                minimum_iops        = ConvertTo-NumberOrNull -Value $drive.MinimumIOPS
                maximum_iops        = ConvertTo-NumberOrNull -Value $drive.MaximumIOPS
            }
        }
    )
    $document = [ordered]@{
        id               = $snapshot.Id.ToString()
        vm_id            = $snapshot.VMId.ToString()
        name             = [string]$snapshot.Name
        checkpoint_type  = [string]$snapshot.SnapshotType
        state            = [string]$snapshot.State
        is_automatic     = $automatic
        created_at       = $snapshot.CreationTime.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
        parent_id        = ConvertTo-GuidTextOrNull -Value $snapshot.ParentSnapshotId
        path             = [string]$snapshot.Path
        hard_disk_drives = $hardDiskDrives
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 4 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-VMCheckpointInventory'; schema = 1; count = $snapshots.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
