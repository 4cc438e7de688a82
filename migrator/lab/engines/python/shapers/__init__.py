"""One shaper per script: the same documents as the script gives, made from the same cmdlets."""

from migrator.lab.engines.python.known import Shaper
from migrator.lab.engines.python.shapers.certificates import (
    export_vm_certificate,
    import_vm_certificate,
    remove_exported_certificate,
    remove_vm_certificate,
    test_vm_certificate,
)
from migrator.lab.engines.python.shapers.copy_tasks import get_copy_task, start_copy_task, stop_copy_task
from migrator.lab.engines.python.shapers.external_disk_changes import (
    get_external_disk_file,
    initialize_external_disk,
    reset_external_disk,
    set_external_disk_file,
)
from migrator.lab.engines.python.shapers.file_access import get_vm_file_access, set_vm_file_access
from migrator.lab.engines.python.shapers.get_certificate_inventory import get_certificate_inventory
from migrator.lab.engines.python.shapers.get_disk_event_inventory import get_disk_event_inventory
from migrator.lab.engines.python.shapers.get_disk_inventory import get_disk_inventory
from migrator.lab.engines.python.shapers.get_external_disk import get_external_disk
from migrator.lab.engines.python.shapers.get_folder_inventory import get_folder_inventory
from migrator.lab.engines.python.shapers.get_host_identity import get_host_identity
from migrator.lab.engines.python.shapers.get_host_inventory import get_host_inventory
from migrator.lab.engines.python.shapers.get_host_item_inventory import get_host_item_inventory
from migrator.lab.engines.python.shapers.get_net_adapter_inventory import get_net_adapter_inventory
from migrator.lab.engines.python.shapers.get_service_inventory import get_service_inventory
from migrator.lab.engines.python.shapers.get_session_adapter import get_session_adapter
from migrator.lab.engines.python.shapers.get_switch_inventory import get_switch_inventory
from migrator.lab.engines.python.shapers.get_vm_checkpoint_inventory import get_vm_checkpoint_inventory
from migrator.lab.engines.python.shapers.get_vm_disk_inventory import get_vm_disk_inventory
from migrator.lab.engines.python.shapers.get_vm_guest_inventory import get_vm_guest_inventory
from migrator.lab.engines.python.shapers.get_vm_inventory import get_vm_inventory
from migrator.lab.engines.python.shapers.get_vm_security_inventory import get_vm_security_inventory
from migrator.lab.engines.python.shapers.get_vm_status import get_vm_status
from migrator.lab.engines.python.shapers.get_volume_content_inventory import get_volume_content_inventory
from migrator.lab.engines.python.shapers.get_volume_inventory import get_volume_inventory
from migrator.lab.engines.python.shapers.importing import (
    compare_vm_copy,
    export_virtual_machine,
    import_virtual_machine,
    remove_virtual_machine,
)
from migrator.lab.engines.python.shapers.journal_lines import add_journal_line, get_journal_line, repair_journal_line
from migrator.lab.engines.python.shapers.management_changes import (
    set_hyperv_host,
    set_management_adapter,
    set_management_address,
)
from migrator.lab.engines.python.shapers.migration_epoch import get_migration_epoch, set_migration_epoch
from migrator.lab.engines.python.shapers.set_volume_letter import set_volume_letter
from migrator.lab.engines.python.shapers.switch_changes import (
    new_external_switch,
    new_switch_of,
    remove_virtual_switch,
    set_switch_setting,
)
from migrator.lab.engines.python.shapers.switch_task import (
    confirm_switch_task,
    invoke_switch_change,
    start_switch_task,
)
from migrator.lab.engines.python.shapers.test_command_table import probe_commands
from migrator.lab.engines.python.shapers.test_host_session import describe_session
from migrator.lab.engines.python.shapers.vm_power import (
    start_virtual_machine,
    stop_virtual_machine,
    test_vm_health,
    test_vm_stopped,
)
from migrator.lab.engines.python.shapers.vm_settings import (
    get_vm_connection,
    grant_vm_connection,
    move_vm_file,
    remove_vm_checkpoint,
    remove_vm_saved_state,
    set_vm_dvd_media,
    set_vm_mac_address,
    set_vm_start_action,
    update_vm_configuration_version,
)

SHAPERS: dict[str, Shaper] = {
    "Test-HostSession": describe_session,
    "Get-HostInventory": get_host_inventory,
    "Get-VMInventory": get_vm_inventory,
    "Get-VMDiskInventory": get_vm_disk_inventory,
    "Get-VMCheckpointInventory": get_vm_checkpoint_inventory,
    "Get-VMSecurityInventory": get_vm_security_inventory,
    "Get-VMStatus": get_vm_status,
    "Get-VMConnection": get_vm_connection,
    "Grant-VMConnection": grant_vm_connection,
    "Move-VMFile": move_vm_file,
    "Remove-VMCheckpoint": remove_vm_checkpoint,
    "Remove-VMSavedState": remove_vm_saved_state,
    "Set-VMDvdMedia": set_vm_dvd_media,
    "Set-VMMacAddress": set_vm_mac_address,
    "Set-VMStartAction": set_vm_start_action,
    "Start-VirtualMachine": start_virtual_machine,
    "Stop-VirtualMachine": stop_virtual_machine,
    "Test-VMHealth": test_vm_health,
    "Test-VMStopped": test_vm_stopped,
    "Update-VMConfigurationVersion": update_vm_configuration_version,
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
    "Get-ExternalDisk": get_external_disk,
    "Initialize-ExternalDisk": initialize_external_disk,
    "Get-ExternalDiskFile": get_external_disk_file,
    "Set-ExternalDiskFile": set_external_disk_file,
    "Reset-ExternalDisk": reset_external_disk,
    "Start-CopyTask": start_copy_task,
    "Get-CopyTask": get_copy_task,
    "Stop-CopyTask": stop_copy_task,
    "Add-JournalLine": add_journal_line,
    "Get-JournalLine": get_journal_line,
    "Repair-JournalLine": repair_journal_line,
    "Get-MigrationEpoch": get_migration_epoch,
    "Set-MigrationEpoch": set_migration_epoch,
    "Get-VMFileAccess": get_vm_file_access,
    "Set-VMFileAccess": set_vm_file_access,
    "Compare-VMCopy": compare_vm_copy,
    "Import-VirtualMachine": import_virtual_machine,
    "Remove-VirtualMachine": remove_virtual_machine,
    "Export-VirtualMachine": export_virtual_machine,
    "Get-HostIdentity": get_host_identity,
    "Invoke-SwitchChange": invoke_switch_change,
    "Start-SwitchTask": start_switch_task,
    "Confirm-SwitchTask": confirm_switch_task,
    "Get-SessionAdapter": get_session_adapter,
    "Set-HyperVHost": set_hyperv_host,
    "Set-VolumeLetter": set_volume_letter,
    "Export-VMCertificate": export_vm_certificate,
    "Test-VMCertificate": test_vm_certificate,
    "Import-VMCertificate": import_vm_certificate,
    "Remove-VMCertificate": remove_vm_certificate,
    "Remove-ExportedCertificate": remove_exported_certificate,
    "New-ExternalSwitch": new_external_switch,
    "New-InternalSwitch": new_switch_of("Internal"),
    "New-PrivateSwitch": new_switch_of("Private"),
    "Remove-VirtualSwitch": remove_virtual_switch,
    "Set-SwitchSetting": set_switch_setting,
    "Set-ManagementAdapter": set_management_adapter,
    "Set-ManagementAddress": set_management_address,
}
"""By script name. A shaper yields documents without the closing one."""
