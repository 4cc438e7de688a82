"""One shaper per script: the same documents as the script gives, made from the same cmdlets."""

from migrator.lab.engines.python.known import Shaper
from migrator.lab.engines.python.shapers.get_certificate_inventory import get_certificate_inventory
from migrator.lab.engines.python.shapers.get_disk_event_inventory import get_disk_event_inventory
from migrator.lab.engines.python.shapers.get_disk_inventory import get_disk_inventory
from migrator.lab.engines.python.shapers.get_folder_inventory import get_folder_inventory
from migrator.lab.engines.python.shapers.get_host_inventory import get_host_inventory
from migrator.lab.engines.python.shapers.get_host_item_inventory import get_host_item_inventory
from migrator.lab.engines.python.shapers.get_net_adapter_inventory import get_net_adapter_inventory
from migrator.lab.engines.python.shapers.get_service_inventory import get_service_inventory
from migrator.lab.engines.python.shapers.get_switch_inventory import get_switch_inventory
from migrator.lab.engines.python.shapers.get_vm_checkpoint_inventory import get_vm_checkpoint_inventory
from migrator.lab.engines.python.shapers.get_vm_disk_inventory import get_vm_disk_inventory
from migrator.lab.engines.python.shapers.get_vm_guest_inventory import get_vm_guest_inventory
from migrator.lab.engines.python.shapers.get_vm_inventory import get_vm_inventory
from migrator.lab.engines.python.shapers.get_vm_security_inventory import get_vm_security_inventory
from migrator.lab.engines.python.shapers.get_vm_status import get_vm_status
from migrator.lab.engines.python.shapers.get_volume_content_inventory import get_volume_content_inventory
from migrator.lab.engines.python.shapers.get_volume_inventory import get_volume_inventory
from migrator.lab.engines.python.shapers.management_changes import (
    set_hyperv_host,
    set_management_adapter,
    set_management_address,
)
from migrator.lab.engines.python.shapers.switch_changes import (
    new_external_switch,
    new_switch_of,
    remove_virtual_switch,
    set_switch_setting,
)
from migrator.lab.engines.python.shapers.test_command_table import probe_commands
from migrator.lab.engines.python.shapers.test_host_session import describe_session

SHAPERS: dict[str, Shaper] = {
    "Test-HostSession": describe_session,
    "Get-HostInventory": get_host_inventory,
    "Get-VMInventory": get_vm_inventory,
    "Get-VMDiskInventory": get_vm_disk_inventory,
    "Get-VMCheckpointInventory": get_vm_checkpoint_inventory,
    "Get-VMSecurityInventory": get_vm_security_inventory,
    "Get-VMStatus": get_vm_status,
    "Get-CertificateInventory": get_certificate_inventory,
    "Get-VMGuestInventory": get_vm_guest_inventory,
    "Get-FolderInventory": get_folder_inventory,
    "Get-VolumeInventory": get_volume_inventory,
    "Get-VolumeContentInventory": get_volume_content_inventory,
    "Get-DiskInventory": get_disk_inventory,
    "Get-DiskEventInventory": get_disk_event_inventory,
    "Get-SwitchInventory": get_switch_inventory,
    "Get-NetAdapterInventory": get_net_adapter_inventory,
    "Get-ServiceInventory": get_service_inventory,
    "Get-HostItemInventory": get_host_item_inventory,
    "Test-CommandTable": probe_commands,
    "Set-HyperVHost": set_hyperv_host,
    "New-ExternalSwitch": new_external_switch,
    "New-InternalSwitch": new_switch_of("Internal"),
    "New-PrivateSwitch": new_switch_of("Private"),
    "Remove-VirtualSwitch": remove_virtual_switch,
    "Set-SwitchSetting": set_switch_setting,
    "Set-ManagementAdapter": set_management_adapter,
    "Set-ManagementAddress": set_management_address,
}
"""By script name. A shaper yields documents without the closing one."""
