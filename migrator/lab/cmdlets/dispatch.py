"""The table from module-qualified command to its function."""

from types import MappingProxyType

from migrator.lab.cmdlets import (
    core,
    hyperv_checkpoint,
    hyperv_devices,
    hyperv_drives,
    hyperv_host,
    hyperv_network,
    hyperv_security,
    hyperv_vhd,
    hyperv_vm,
    hyperv_vm_network,
    hyperv_vm_parts,
    management,
)
from migrator.lab.cmdlets.context import CmdletFunction

_HYPER_V: dict[str, CmdletFunction] = {
    "Get-VM": hyperv_vm.get_vm,
    "Get-VMAssignableDevice": hyperv_devices.get_vm_assignable_device,
    "Get-VMBios": hyperv_vm_parts.get_vm_bios,
    "Get-VMComPort": hyperv_vm_parts.get_vm_com_port,
    "Get-VMDvdDrive": hyperv_drives.get_vm_dvd_drive,
    "Get-VMFibreChannelHba": hyperv_devices.get_vm_fibre_channel_hba,
    "Get-VMFirmware": hyperv_vm_parts.get_vm_firmware,
    "Get-VMFloppyDiskDrive": hyperv_drives.get_vm_floppy_disk_drive,
    "Get-VMGpuPartitionAdapter": hyperv_devices.get_vm_gpu_partition_adapter,
    "Get-VMGroup": hyperv_vm.get_vm_group,
    "Get-VMHardDiskDrive": hyperv_drives.get_vm_hard_disk_drive,
    "Get-VMHost": hyperv_host.get_vm_host,
    "Get-VMHostAssignableDevice": hyperv_devices.get_vm_host_assignable_device,
    "Get-VMHostNumaNode": hyperv_host.get_vm_host_numa_node,
    "Get-VMHostSupportedVersion": hyperv_host.get_vm_host_supported_version,
    "Get-VMIntegrationService": hyperv_vm_parts.get_vm_integration_service,
    "Get-VMKeyProtector": hyperv_security.get_vm_key_protector,
    "Get-VMMemory": hyperv_vm_parts.get_vm_memory,
    "Get-VMNetworkAdapter": hyperv_vm_network.get_vm_network_adapter,
    "Get-VMNetworkAdapterVlan": hyperv_vm_network.get_vm_network_adapter_vlan,
    "Get-VMProcessor": hyperv_vm_parts.get_vm_processor,
    "Get-VMRemoteFx3dVideoAdapter": hyperv_devices.get_vm_remote_fx_3d_video_adapter,
    "Get-VMReplication": hyperv_devices.get_vm_replication,
    "Get-VMResourcePool": hyperv_devices.get_vm_resource_pool,
    "Get-VMSecurity": hyperv_security.get_vm_security,
    "Get-VMSnapshot": hyperv_checkpoint.get_vm_snapshot,
    "Get-VMSwitch": hyperv_network.get_vm_switch,
    "Get-VMSwitchExtension": hyperv_network.get_vm_switch_extension,
    "Get-VMSwitchTeam": hyperv_network.get_vm_switch_team,
    "Get-VHD": hyperv_vhd.get_vhd,
    "Get-VHDSet": hyperv_vhd.get_vhd_set,
    "Test-VHD": hyperv_vhd.test_vhd,
}
_WINDOWS: dict[str, CmdletFunction] = {
    "HgsClient\\ConvertTo-HgsKeyProtector": hyperv_security.convert_to_hgs_key_protector,
    "HgsClient\\Get-HgsGuardian": hyperv_security.get_hgs_guardian,
    "Microsoft.PowerShell.Core\\Get-Command": core.get_command,
    "Microsoft.PowerShell.Core\\Get-Module": core.get_module,
    "Microsoft.PowerShell.Management\\Get-ChildItem": management.get_child_item,
    "Microsoft.PowerShell.Management\\Get-Content": management.get_content,
    "Microsoft.PowerShell.Management\\Get-Item": management.get_item,
    "Microsoft.PowerShell.Management\\Get-ItemProperty": management.get_item_property,
    "Microsoft.PowerShell.Management\\Get-ItemPropertyValue": management.get_item_property_value,
    "Microsoft.PowerShell.Management\\Test-Path": management.test_path,
}

FUNCTIONS = MappingProxyType({**{f"Hyper-V\\{name}": function for name, function in _HYPER_V.items()}, **_WINDOWS})
