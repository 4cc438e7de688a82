<#
.SYNOPSIS
    Reads every virtual machine with all that is attached to it, in one pass.
.DESCRIPTION
    Reads Get-VM, then each kind of part once for all virtual machines, sorted to its virtual machine by VMId. One document per virtual machine.
    Integration services are told apart by the GUID at the end of their Id, for names are localised. Firmware is asked
    of generation 2 only, floppy drives of generation 1 only. COM ports, groups, VLAN and bandwidth are read from the objects that carry them.
    Commands that a release may lack are probed; a property that a release lacks becomes null.
    Facts: hyperv-facts sections 4.1, 5, 7 and 17 (what a release lacks), Hyper-V module 2.0 types.
    DotNet: System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture, System.Guid.ToString, System.String.Split
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Get-PropertyOrNull {
    param([object]$InputObject, [string]$Name)
    $value = $null
    if ($null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties[$Name]) {
        $value = $InputObject.$Name
    }
    $value
}

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

function ConvertTo-TextOrNull {
    param([object]$Value)
    $text = $null
    if (-not [string]::IsNullOrEmpty($Value)) {
        $text = [string]$Value
    }
    $text
}

# Parts of all virtual machines, as lists under the virtual machine's id.
function ConvertTo-ListByVM {
    param([object[]]$Part)
    $lists = @{}
    foreach ($one in $Part) {
        $key = ([guid]$one.VMId).ToString()
        if (-not $lists.ContainsKey($key)) {
            $lists[$key] = @()
        }
        $lists[$key] += $one
    }
    $lists
}

function Get-PartCount {
    param([hashtable]$List, [string]$Id)
    $count = 0
    if ($List.ContainsKey($Id)) {
        $count = $List[$Id].Count
    }
    $count
}

function ConvertTo-Vlan {
    param([object]$Setting)
    [ordered]@{
        mode               = [string]$Setting.OperationMode
        access_vlan_id     = [int]$Setting.AccessVlanId
        native_vlan_id     = [int]$Setting.NativeVlanId
        allowed_vlan_ids   = @(foreach ($id in $Setting.AllowedVlanIdList) { [int]$id })
        primary_vlan_id    = [int]$Setting.PrimaryVlanId
        secondary_vlan_ids = @(foreach ($id in $Setting.SecondaryVlanIdList) { [int]$id })
    }
}

$vms = @(Hyper-V\Get-VM)
$generation1 = @(foreach ($vm in $vms) { if ($vm.Generation -eq 1) { $vm } })
$generation2 = @(foreach ($vm in $vms) { if ($vm.Generation -ne 1) { $vm } })

$processors = @{}
$memories = @{}
$hardDisks = @{}
$dvds = @{}
$adapters = @{}
$services = @{}
$floppies = @{}
$firmwares = @{}
$remoteFx = @{}
$fibreChannel = @{}
$gpuPartitions = @{}
$assignedDevices = @{}
if ($vms.Count -gt 0) {
    $processors = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMProcessor -VM $vms)
    $memories = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMMemory -VM $vms)
    $hardDisks = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMHardDiskDrive -VM $vms)
    $dvds = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMDvdDrive -VM $vms)
    $adapters = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMNetworkAdapter -VM $vms)
    $services = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMIntegrationService -VM $vms)
    if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'Hyper-V\Get-VMRemoteFx3dVideoAdapter' -ErrorAction SilentlyContinue)) {
        $remoteFx = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMRemoteFx3dVideoAdapter -VM $vms -WarningAction SilentlyContinue)
    }
    if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'Hyper-V\Get-VMFibreChannelHba' -ErrorAction SilentlyContinue)) {
        $fibreChannel = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMFibreChannelHba -VM $vms)
    }
    if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'Hyper-V\Get-VMGpuPartitionAdapter' -ErrorAction SilentlyContinue)) {
        $gpuPartitions = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMGpuPartitionAdapter -VM $vms)
    }
    if ($null -ne (Microsoft.PowerShell.Core\Get-Command -Name 'Hyper-V\Get-VMAssignableDevice' -ErrorAction SilentlyContinue)) {
        $assignedDevices = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMAssignableDevice -VM $vms)
    }
}
if ($generation1.Count -gt 0) {
    $floppies = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMFloppyDiskDrive -VM $generation1)
}
if ($generation2.Count -gt 0) {
    $firmwares = ConvertTo-ListByVM -Part @(Hyper-V\Get-VMFirmware -VM $generation2)
}

foreach ($vm in $vms) {
    $id = $vm.Id.ToString()
    # Not known to happen; it would be a virtual machine whose configuration is out of reach.
    if (-not $processors.ContainsKey($id) -or -not $memories.ContainsKey($id)) {
        throw ('Hyper-V gives no processor or no memory of the virtual machine ' + $id) # never-in-lab: each of its virtual machines has both
    }
    $processor = $processors[$id][0]
    $memory = $memories[$id][0]

    $firmware = $null
    foreach ($one in $firmwares[$id]) {
        $firmware = [ordered]@{
            secure_boot          = ([string]$one.SecureBoot -eq 'On')
            secure_boot_template = ConvertTo-TextOrNull -Value $one.SecureBootTemplate
            boot_order           = @(foreach ($source in $one.BootOrder) { [string]$source.Description })
        }
    }

    $hardDiskDrives = @(
        foreach ($drive in $hardDisks[$id]) {
            # A pass-through disk's Path is a description of the disk, no path.
            $path = $null
            if ($null -eq $drive.DiskNumber) {
                $path = ConvertTo-TextOrNull -Value $drive.Path
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

    $dvdDrives = @(
        foreach ($drive in $dvds[$id]) {
            $path = $null
            if ([string]$drive.DvdMediaType -eq 'ISO') {
                $path = ConvertTo-TextOrNull -Value $drive.Path
            }
            [ordered]@{
                controller_type     = [string]$drive.ControllerType
                controller_number   = [int]$drive.ControllerNumber
                controller_location = [int]$drive.ControllerLocation
                media_type          = [string]$drive.DvdMediaType
                path                = $path
            }
        }
    )

    $floppyPath = $null
    foreach ($drive in $floppies[$id]) {
        $floppyPath = ConvertTo-TextOrNull -Value $drive.Path
    }

    $networkAdapters = @(
        foreach ($adapter in $adapters[$id]) {
            $bandwidth = Get-PropertyOrNull -InputObject $adapter -Name 'BandwidthSetting'
            [ordered]@{
                id                         = [string]$adapter.Id
                name                       = [string]$adapter.Name
                is_legacy                  = [bool]$adapter.IsLegacy
                switch_name                = ConvertTo-TextOrNull -Value $adapter.SwitchName
                switch_id                  = ConvertTo-GuidTextOrNull -Value $adapter.SwitchId
                connected                  = [bool]$adapter.Connected
                mac_address                = [string]$adapter.MacAddress
                dynamic_mac_address        = [bool]$adapter.DynamicMacAddressEnabled
                mac_address_spoofing       = ([string]$adapter.MacAddressSpoofing -eq 'On')
                dhcp_guard                 = ([string]$adapter.DhcpGuard -eq 'On')
                router_guard               = ([string]$adapter.RouterGuard -eq 'On')
                port_mirroring             = [string]$adapter.PortMirroringMode
                allow_teaming              = ([string]$adapter.AllowTeaming -eq 'On')
                iov_weight                 = [int](Get-PropertyOrNull -InputObject $adapter -Name 'IovWeight')
                vmq_weight                 = [int](Get-PropertyOrNull -InputObject $adapter -Name 'VMQWeight')
                minimum_bandwidth_absolute = ConvertTo-NumberOrNull -Value (Get-PropertyOrNull -InputObject $bandwidth -Name 'MinimumBandwidthAbsolute')
                minimum_bandwidth_weight   = ConvertTo-NumberOrNull -Value (Get-PropertyOrNull -InputObject $bandwidth -Name 'MinimumBandwidthWeight')
                maximum_bandwidth          = ConvertTo-NumberOrNull -Value (Get-PropertyOrNull -InputObject $bandwidth -Name 'MaximumBandwidth')
                pool_name                  = [string]$adapter.PoolName
                ip_addresses               = @(foreach ($address in $adapter.IPAddresses) { [string]$address })
                vlan                       = ConvertTo-Vlan -Setting $adapter.VlanSetting
            }
        }
    )

    $comPorts = @(
        foreach ($number in 1, 2) {
            $port = $vm.ComPort1
            if ($number -eq 2) {
                $port = $vm.ComPort2
            }
            if ($null -ne $port -and -not [string]::IsNullOrEmpty($port.Path)) {
                [ordered]@{ number = $number; path = [string]$port.Path }
            }
        }
    )

    $integrationServices = @(
        foreach ($service in $services[$id]) {
            [ordered]@{
                component_id = ([guid]$service.Id.Split('\')[-1]).ToString()
                name         = [string]$service.Name
                enabled      = [bool]$service.Enabled
                status       = ConvertTo-TextOrNull -Value $service.PrimaryOperationalStatus
            }
        }
    )

    $document = [ordered]@{
        id                          = $id
        name                        = [string]$vm.Name
        generation                  = [int]$vm.Generation
        version                     = [string]$vm.Version
        state                       = [string]$vm.State
        status                      = [string]$vm.Status
        uptime_s                    = [long]$vm.Uptime.TotalSeconds
        created_at                  = $vm.CreationTime.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
        notes                       = [string]$vm.Notes
        is_clustered                = [bool]$vm.IsClustered
        replication_mode            = [string]$vm.ReplicationMode
        replication_state           = [string]$vm.ReplicationState
        configuration_location      = [string]$vm.ConfigurationLocation
        path                        = [string]$vm.Path
        snapshot_file_location      = [string]$vm.SnapshotFileLocation
        smart_paging_file_path      = [string]$vm.SmartPagingFilePath
        smart_paging_file_in_use    = [bool]$vm.SmartPagingFileInUse
        checkpoint_type             = [string]$vm.CheckpointType
        automatic_checkpoints       = Get-PropertyOrNull -InputObject $vm -Name 'AutomaticCheckpointsEnabled'
        parent_checkpoint_id        = ConvertTo-GuidTextOrNull -Value $vm.ParentSnapshotId
        automatic_start_action      = [string]$vm.AutomaticStartAction
        automatic_start_delay_s     = [int]$vm.AutomaticStartDelay
        automatic_stop_action       = [string]$vm.AutomaticStopAction
        guest_controlled_cache_types = [bool]$vm.GuestControlledCacheTypes
        low_memory_mapped_io_bytes  = [long]$vm.LowMemoryMappedIoSpace
        high_memory_mapped_io_bytes = [long]$vm.HighMemoryMappedIoSpace
        processor                   = [ordered]@{
            count                            = [int]$processor.Count
            compatibility_for_migration      = [bool]$processor.CompatibilityForMigrationEnabled
            expose_virtualization_extensions = [bool]$processor.ExposeVirtualizationExtensions
            hw_thread_count_per_core         = [int]$processor.HwThreadCountPerCore
            maximum_count_per_numa_node      = [int]$processor.MaximumCountPerNumaNode
            maximum_count_per_numa_socket    = [int]$processor.MaximumCountPerNumaSocket
            reserve                          = [int]$processor.Reserve
            maximum                          = [int]$processor.Maximum
            relative_weight                  = [int]$processor.RelativeWeight
        }
        memory                      = [ordered]@{
            startup_bytes             = [long]$memory.Startup
            dynamic                   = [bool]$memory.DynamicMemoryEnabled
            minimum_bytes             = [long]$memory.Minimum
            maximum_bytes             = [long]$memory.Maximum
            buffer                    = [int]$memory.Buffer
            priority                  = [int]$memory.Priority
            maximum_per_numa_node_mib = [int]$memory.MaximumPerNumaNode
        }
        firmware                    = $firmware
        hard_disk_drives            = $hardDiskDrives
        dvd_drives                  = $dvdDrives
        floppy_path                 = $floppyPath
        network_adapters            = $networkAdapters
        com_ports                   = $comPorts
        integration_services        = $integrationServices
        has_remotefx_adapter        = $remoteFx.ContainsKey($id)
        fibre_channel_adapter_count = Get-PartCount -List $fibreChannel -Id $id
        gpu_partition_adapter_count = Get-PartCount -List $gpuPartitions -Id $id
        assigned_device_count       = Get-PartCount -List $assignedDevices -Id $id
        groups                      = @(foreach ($group in $vm.Groups) { [string]$group.Name })
    }
    Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 6 -InputObject $document
}

$closing = [ordered]@{ end = $true; script = 'Get-VMInventory'; schema = 1; count = $vms.Count }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
