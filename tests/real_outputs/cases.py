"""Which file is whose answer, which of its fields the scripts' documents are made of; and why some are made of none."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Used:
    """A file that is one cmdlet's answer, and the fields of it that the script reads."""

    file: str
    command: str
    type_name: str
    script: str
    fields: str
    generation: int = 2


USED = [
    Used(
        "fog-hyperv-2012r2/get_vm.json",
        "Hyper-V\\Get-VM",
        "Microsoft.HyperV.PowerShell.VirtualMachine",
        "Get-VMInventory",
        (
            "AutomaticStartAction AutomaticStartDelay AutomaticStopAction ComPort1 ComPort2 "
            "ConfigurationLocation CreationTime Generation Id IsClustered Name Notes ParentSnapshotId Path "
            "ReplicationMode ReplicationState SmartPagingFileInUse SmartPagingFilePath SnapshotFileLocation "
            "State Status Uptime Version"
        ),
    ),
    Used(
        "fog-hyperv-2012r2/get_vhd.json",
        "Hyper-V\\Get-VHD",
        "Microsoft.Vhd.PowerShell.VirtualHardDisk",
        "Get-VMDiskInventory",
        (
            "Attached BlockSize DiskIdentifier FileSize LogicalSectorSize ParentPath PhysicalSectorSize Size "
            "VhdFormat VhdType"
        ),
    ),
    Used(
        "fog-hyperv-2012r2/get_vm_dvd_drive.json",
        "Hyper-V\\Get-VMDvdDrive",
        "Microsoft.HyperV.PowerShell.DvdDrive",
        "Get-VMInventory",
        ("ControllerLocation ControllerNumber ControllerType DvdMediaType VMId"),
    ),
    Used(
        "fog-hyperv-2012r2/get_vm_firmware.json",
        "Hyper-V\\Get-VMFirmware",
        "Microsoft.HyperV.PowerShell.VMFirmware",
        "Get-VMInventory",
        ("BootOrder SecureBoot VMId"),
    ),
    Used(
        "fog-hyperv-2012r2/get_vm_floppy_disk_drive.json",
        "Hyper-V\\Get-VMFloppyDiskDrive",
        "Microsoft.HyperV.PowerShell.VMFloppyDiskDrive",
        "Get-VMInventory",
        ("Path VMId"),
        generation=1,
    ),
    Used(
        "fog-hyperv-2012r2/get_vm_hard_disk_drive.json",
        "Hyper-V\\Get-VMHardDiskDrive",
        "Microsoft.HyperV.PowerShell.HardDiskDrive",
        "Get-VMInventory",
        (
            "ControllerLocation ControllerNumber ControllerType DiskNumber MaximumIOPS MinimumIOPS Path "
            "PoolName SupportPersistentReservations VMId"
        ),
    ),
    Used(
        "fog-hyperv-2012r2/get_vm_host.json",
        "Hyper-V\\Get-VMHost",
        "Microsoft.HyperV.PowerShell.VMHost",
        "Get-HostInventory",
        (
            "EnableEnhancedSessionMode FibreChannelWwnn FibreChannelWwpnMaximum FibreChannelWwpnMinimum "
            "IovSupport MacAddressMaximum MacAddressMinimum MaximumStorageMigrations "
            "MaximumVirtualMachineMigrations NumaSpanningEnabled ResourceMeteringSaveInterval "
            "UseAnyNetworkForMigration VirtualHardDiskPath VirtualMachineMigrationAuthenticationType "
            "VirtualMachineMigrationEnabled VirtualMachineMigrationPerformanceOption VirtualMachinePath"
        ),
    ),
    Used(
        "fog-hyperv-2012r2/get_vm_network_adapter.json",
        "Hyper-V\\Get-VMNetworkAdapter",
        "Microsoft.HyperV.PowerShell.VMNetworkAdapter",
        "Get-VMInventory",
        (
            "AllowTeaming BandwidthSetting Connected DhcpGuard DynamicMacAddressEnabled Id IovWeight "
            "IsLegacy MacAddress MacAddressSpoofing Name PoolName PortMirroringMode RouterGuard SwitchId "
            "SwitchName VMId VMQWeight"
        ),
    ),
    Used(
        "fog-hyperv-2012r2/get_vm_switch.json",
        "Hyper-V\\Get-VMSwitch",
        "Microsoft.HyperV.PowerShell.VMSwitch",
        "Get-SwitchInventory",
        (
            "AllowManagementOS BandwidthReservationMode DefaultFlowMinimumBandwidthAbsolute "
            "DefaultFlowMinimumBandwidthWeight Id IovEnabled Name Notes SwitchType"
        ),
    ),
    Used(
        "mfd-hyperv-2019plus/get-vm-fl-subset.txt",
        "Hyper-V\\Get-VM",
        "Microsoft.HyperV.PowerShell.VirtualMachine",
        "Get-VMInventory",
        ("Generation Name ReplicationState State Status Uptime"),
    ),
    Used(
        "mfd-hyperv-2019plus/get-vmnetworkadapter-fl-subset.txt",
        "Hyper-V\\Get-VMNetworkAdapter",
        "Microsoft.HyperV.PowerShell.VMNetworkAdapter",
        "Get-VMInventory",
        ("IPAddresses MacAddress"),
    ),
    Used(
        "mfd-hyperv-2019plus/get-vmprocessor-select-star-fl.txt",
        "Hyper-V\\Get-VMProcessor",
        "Microsoft.HyperV.PowerShell.VMProcessor",
        "Get-VMInventory",
        (
            "CompatibilityForMigrationEnabled Count ExposeVirtualizationExtensions HwThreadCountPerCore "
            "Maximum MaximumCountPerNumaNode MaximumCountPerNumaSocket RelativeWeight Reserve VMId"
        ),
    ),
    Used(
        "mfd-hyperv-2019plus/get-vmswitch-select-star-fl.txt",
        "Hyper-V\\Get-VMSwitch",
        "Microsoft.HyperV.PowerShell.VMSwitch",
        "Get-SwitchInventory",
        (
            "AllowManagementOS BandwidthReservationMode DefaultFlowMinimumBandwidthAbsolute "
            "DefaultFlowMinimumBandwidthWeight EmbeddedTeamingEnabled Id IovEnabled Name "
            "NetAdapterInterfaceDescriptions Notes PacketDirectEnabled SwitchType"
        ),
    ),
    Used(
        "mfd-hyperv-2019plus/get-vmswitch-select-star-fl-2.txt",
        "Hyper-V\\Get-VMSwitch",
        "Microsoft.HyperV.PowerShell.VMSwitch",
        "Get-SwitchInventory",
        (
            "AllowManagementOS BandwidthReservationMode DefaultFlowMinimumBandwidthAbsolute "
            "DefaultFlowMinimumBandwidthWeight EmbeddedTeamingEnabled Id IovEnabled Name "
            "NetAdapterInterfaceDescriptions Notes PacketDirectEnabled SwitchType"
        ),
    ),
    Used(
        "get-vm-clixml-excerpts.txt",
        "Hyper-V\\Get-VM",
        "Microsoft.HyperV.PowerShell.VirtualMachine",
        "Get-VMInventory",
        (
            "AutomaticStartAction AutomaticStartDelay AutomaticStopAction ConfigurationLocation "
            "SmartPagingFileInUse SmartPagingFilePath SnapshotFileLocation"
        ),
    ),
    Used(
        "get-vm-clixml-excerpts.txt",
        "Hyper-V\\Get-VMIntegrationService",
        "Microsoft.HyperV.PowerShell.VMIntegrationComponent",
        "Get-VMInventory",
        ("Enabled Id Name PrimaryOperationalStatus VMId"),
    ),
    Used(
        "mfd-hyperv-2019plus/get-item-vhdx-fl.txt",
        "Microsoft.PowerShell.Management\\Get-ChildItem",
        "System.IO.FileInfo",
        "Get-FolderInventory",
        ("Length Name"),
    ),
    Used(
        "mfd-hyperv-2019plus/get-item-vhdx-fl-garbled-by-wrapping.txt",
        "Microsoft.PowerShell.Management\\Get-ChildItem",
        "System.IO.FileInfo",
        "Get-FolderInventory",
        ("Length Name"),
    ),
]

NOT_USED = {
    "ORIGIN.md": "says where the others come from",
    "fog-hyperv-2012r2/get_cluster.json": "no script reads a cluster: a clustered machine is known by Get-VM's IsClustered",
    "fog-hyperv-2012r2/get_cluster_node.json": "no script reads a cluster",
    "mfd-hyperv-2019plus/get-vmnetworkadapterrdma-fl.txt": "no script reads RDMA settings of an adapter",
    "mfd-hyperv-2019plus/get-vmnetworkadaptervlan-fl.txt": "scripts read the same object as an adapter's VlanSetting",
    "mfd-hyperv-2019plus/get-windowsoptionalfeature-hyper-v.txt": "of Dism, for clients; scripts ask ServerManager",
    "mfd-hyperv-2019plus/win32-logicaldisk-table.txt": "volumes are read as Win32_Volume, which knows those without letter",
    "fog-hyperv-2012r2/get_vm_bios.json": "no script reads the BIOS of generation 1",
}
