"""Cases of the scripts that read the host."""

from gates.contract.case import Case
from gates.contract.changes import refused

CASES = (
    Case("Get-HostInventory", "rich"),
    Case("Get-HostInventory", "bare", "bare"),
    Case("Get-HostInventory", "odd", "odd"),
    Case("Get-HostInventory", "refused", changes=(refused("CimCmdlets\\Get-CimInstance"),)),
)
