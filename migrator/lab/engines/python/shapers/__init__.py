"""One shaper per script: the same documents as the script gives, made from the same cmdlets."""

from migrator.lab.engines.python.known import Shaper
from migrator.lab.engines.python.shapers.get_host_inventory import get_host_inventory
from migrator.lab.engines.python.shapers.get_vm_inventory import get_vm_inventory
from migrator.lab.engines.python.shapers.test_host_session import describe_session

SHAPERS: dict[str, Shaper] = {
    "Test-HostSession": describe_session,
    "Get-HostInventory": get_host_inventory,
    "Get-VMInventory": get_vm_inventory,
}
"""By script name. A shaper yields documents without the closing one."""
