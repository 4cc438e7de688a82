<#
.SYNOPSIS
    Reads what the host is: Windows, hardware, Hyper-V's settings, limits of its remoting.
.DESCRIPTION
    Reads CIM classes of the operating system and the hardware, Get-VMHost with its NUMA nodes and supported
    configuration versions, WSMan:\localhost, and three registry values. One document.
    The clock is the host's own (Win32_OperatingSystem.LocalDateTime). The version of Windows PowerShell comes from the
    registry, for it is a fact of the host, not of this session.
    Facts: hyperv-facts sections 1 (versions), 9 (host settings), 15 (quotas are read, never assumed).
    DotNet: System.DateTime.ToUniversalTime, System.DateTime.ToString, System.Globalization.CultureInfo.InvariantCulture, System.String.Split, System.String.Trim
#>
[CmdletBinding()]
param()

Microsoft.PowerShell.Core\Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function ConvertTo-UtcText {
    param([datetime]$Time)
    $Time.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)
}

function Get-WSManSetting {
    param([string]$LiteralPath)
    # The provider's errors are terminating ones: ErrorAction does not hold them back.
    $value = $null
    try {
        $setting = Microsoft.PowerShell.Management\Get-Item -LiteralPath $LiteralPath
        $value = [long]$setting.Value
    } catch {
        $value = $null # never-in-lab: the lab's limits can always be read
    }
    $value
}

$windows = CimCmdlets\Get-CimInstance -ClassName 'Win32_OperatingSystem'
$computer = CimCmdlets\Get-CimInstance -ClassName 'Win32_ComputerSystem'
$enclosures = @(CimCmdlets\Get-CimInstance -ClassName 'Win32_SystemEnclosure')
$sockets = @(CimCmdlets\Get-CimInstance -ClassName 'Win32_Processor')
$arrays = @(CimCmdlets\Get-CimInstance -ClassName 'Win32_PhysicalMemoryArray')
$vmHost = Hyper-V\Get-VMHost
$numaNodes = @(Hyper-V\Get-VMHostNumaNode)
$versions = @(Hyper-V\Get-VMHostSupportedVersion)
$module = Microsoft.PowerShell.Core\Get-Command -Name 'Hyper-V\Get-VM'
$cryptography = Microsoft.PowerShell.Management\Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Cryptography'
$engine = Microsoft.PowerShell.Management\Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\PowerShell\3\PowerShellEngine'
$zone = Microsoft.PowerShell.Management\Get-ItemProperty -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Control\TimeZoneInformation'

$processors = @(
    foreach ($socket in $sockets) {
        $vendor = 'other'
        if ($socket.Manufacturer -eq 'GenuineIntel') {
            $vendor = 'intel'
        }
        if ($socket.Manufacturer -eq 'AuthenticAMD') {
            $vendor = 'amd'
        }
        [ordered]@{
            name                    = ([string]$socket.Name).Trim()
            vendor                  = $vendor
            core_count              = [int]$socket.NumberOfCores
            logical_processor_count = [int]$socket.NumberOfLogicalProcessors
        }
    }
)

# MemoryErrorCorrection: 1 other and 2 unknown say nothing, 3 is none, 4 parity, 5 and 6 are ECC, 7 is CRC.
$eccMemory = $null
foreach ($array in $arrays) {
    if ($null -ne $array.MemoryErrorCorrection -and [int]$array.MemoryErrorCorrection -ge 3) {
        $eccMemory = [int]$array.MemoryErrorCorrection -in @(5, 6)
    }
}

$domain = [string]$computer.Domain
$qualifiedName = [string]$computer.DNSHostName
if ($computer.PartOfDomain) {
    $qualifiedName = $qualifiedName + '.' + $domain
}

$language = ''
foreach ($tag in @($windows.MUILanguages)) {
    if ($language -eq '') {
        $language = [string]$tag
    }
}

$serialNumber = ''
foreach ($enclosure in $enclosures) {
    if ($serialNumber -eq '') {
        $serialNumber = ([string]$enclosure.SerialNumber).Trim()
    }
}

$document = [ordered]@{
    name                  = [string]$computer.Name
    fully_qualified_name  = $qualifiedName
    domain_joined         = [bool]$computer.PartOfDomain
    domain                = $domain
    manufacturer          = [string]$computer.Manufacturer
    hardware_model        = [string]$computer.Model
    serial_number         = $serialNumber
    os_caption            = [string]$windows.Caption
    os_version            = [string]$windows.Version
    os_build              = [int]$windows.BuildNumber
    os_sku                = [int]$windows.OperatingSystemSKU
    os_language           = $language
    installed_at          = ConvertTo-UtcText -Time $windows.InstallDate
    booted_at             = ConvertTo-UtcText -Time $windows.LastBootUpTime
    clock                 = ConvertTo-UtcText -Time $windows.LocalDateTime
    # The value is a fixed buffer; on some builds what follows the first NUL is left over from another zone.
    time_zone             = ([string]$zone.TimeZoneKeyName).Split([char]0)[0]
    powershell_version    = [string]$engine.PowerShellVersion
    hyperv_module_version = [string]$module.Version
    memory_bytes          = [long]$computer.TotalPhysicalMemory
    ecc_memory            = $eccMemory
    processors            = $processors
    numa_nodes            = @(
        foreach ($node in $numaNodes) {
            [ordered]@{
                node_id          = [int]$node.NodeId
                processor_count  = @($node.ProcessorsAvailability).Count
                memory_total_mib = [int]$node.MemoryTotal
            }
        }
    )
    hyperv                = [ordered]@{
        virtual_machine_path                          = [string]$vmHost.VirtualMachinePath
        virtual_hard_disk_path                        = [string]$vmHost.VirtualHardDiskPath
        mac_address_minimum                           = [string]$vmHost.MacAddressMinimum
        mac_address_maximum                           = [string]$vmHost.MacAddressMaximum
        numa_spanning_enabled                         = [bool]$vmHost.NumaSpanningEnabled
        enhanced_session_mode_enabled                 = [bool]$vmHost.EnableEnhancedSessionMode
        maximum_storage_migrations                    = [int]$vmHost.MaximumStorageMigrations
        maximum_virtual_machine_migrations            = [int]$vmHost.MaximumVirtualMachineMigrations
        use_any_network_for_migration                 = [bool]$vmHost.UseAnyNetworkForMigration
        virtual_machine_migration_enabled             = [bool]$vmHost.VirtualMachineMigrationEnabled
        virtual_machine_migration_authentication_type = [string]$vmHost.VirtualMachineMigrationAuthenticationType
        virtual_machine_migration_performance_option  = [string]$vmHost.VirtualMachineMigrationPerformanceOption
        resource_metering_save_interval_s             = [long]$vmHost.ResourceMeteringSaveInterval.TotalSeconds
        fibre_channel_wwnn                            = [string]$vmHost.FibreChannelWwnn
        fibre_channel_wwpn_minimum                    = [string]$vmHost.FibreChannelWwpnMinimum
        fibre_channel_wwpn_maximum                    = [string]$vmHost.FibreChannelWwpnMaximum
        iov_support                                   = [bool]$vmHost.IovSupport
        supported_versions                            = @(
            foreach ($version in $versions) {
                [ordered]@{
                    name       = [string]$version.Name
                    version    = [string]$version.Version
                    is_default = [bool]$version.IsDefault
                }
            }
        )
    }
    quotas                = [ordered]@{
        max_shells_per_user      = Get-WSManSetting -LiteralPath 'WSMan:\localhost\Shell\MaxShellsPerUser'
        max_processes_per_shell  = Get-WSManSetting -LiteralPath 'WSMan:\localhost\Shell\MaxProcessesPerShell'
        max_memory_per_shell_mib = Get-WSManSetting -LiteralPath 'WSMan:\localhost\Shell\MaxMemoryPerShellMB'
        idle_timeout_ms          = Get-WSManSetting -LiteralPath 'WSMan:\localhost\Shell\IdleTimeout'
        max_envelope_size_kib    = Get-WSManSetting -LiteralPath 'WSMan:\localhost\MaxEnvelopeSizekb'
    }
    machine_guid          = [string]$cryptography.MachineGuid
}
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 5 -InputObject $document

$closing = [ordered]@{ end = $true; script = 'Get-HostInventory'; schema = 1; count = 1 }
Microsoft.PowerShell.Utility\ConvertTo-Json -Compress -Depth 2 -InputObject $closing
