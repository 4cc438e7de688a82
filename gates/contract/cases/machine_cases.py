"""Cases of the scripts that read virtual machines."""

from gates.contract.case import Case
from gates.contract.changes import missing_property, only_vm, refused, release

_VM = "Hyper-V\\Get-VM"

CASES = (
    Case("Get-VMInventory", "many"),
    Case("Get-VMInventory", "one", changes=(only_vm("old"),)),
    Case("Get-VMInventory", "none", "bare"),
    Case("Get-VMInventory", "odd-names", "odd"),
    Case("Get-VMInventory", "newest", changes=(release("2025"),)),
    Case("Get-VMInventory", "property-missing", changes=(missing_property(_VM, "AutomaticCheckpointsEnabled"),)),
    Case("Get-VMInventory", "id-missing", changes=(missing_property(_VM, "Id"),)),
    Case("Get-VMInventory", "refused", changes=(refused(_VM),)),
    Case("Get-VMInventory", "half-done", changes=(refused("Hyper-V\\Get-VMNetworkAdapter"),)),
)
