"""One shaper per script: the same documents as the script gives, made from the same cmdlets."""

from migrator.lab.engines.python.known import Shaper
from migrator.lab.engines.python.shapers.get_disk_event_inventory import get_disk_event_inventory
from migrator.lab.engines.python.shapers.get_host_inventory import get_host_inventory
from migrator.lab.engines.python.shapers.get_host_item_inventory import get_host_item_inventory
from migrator.lab.engines.python.shapers.get_net_adapter_inventory import get_net_adapter_inventory
from migrator.lab.engines.python.shapers.get_service_inventory import get_service_inventory
from migrator.lab.engines.python.shapers.get_switch_inventory import get_switch_inventory
from migrator.lab.engines.python.shapers.get_vm_inventory import get_vm_inventory
from migrator.lab.engines.python.shapers.test_command_table import compare_command_table
from migrator.lab.engines.python.shapers.test_host_session import describe_session

SHAPERS: dict[str, Shaper] = {
    "Test-HostSession": describe_session,
    "Get-HostInventory": get_host_inventory,
    "Get-VMInventory": get_vm_inventory,
    "Get-DiskEventInventory": get_disk_event_inventory,
    "Get-HostItemInventory": get_host_item_inventory,
    "Get-NetAdapterInventory": get_net_adapter_inventory,
    "Get-ServiceInventory": get_service_inventory,
    "Get-SwitchInventory": get_switch_inventory,
    "Test-CommandTable": compare_command_table,
}
"""By script name. A shaper yields documents without the closing one."""
