"""Cases of the scripts that read switches and adapters."""

from gates.contract.case import Case
from gates.contract.changes import host, missing_command, missing_module, refused, release
from migrator.lab.world.model import Host

_TEAM = "NetLbfo\\Get-NetLbfoTeam"


def _one_switch(own: Host) -> None:
    own.switches = own.switches[:1]


CASES = (
    Case("Get-SwitchInventory", "many"),
    Case("Get-SwitchInventory", "one", changes=(host(_one_switch),)),
    Case("Get-SwitchInventory", "none", "bare"),
    Case("Get-SwitchInventory", "odd-names", "odd"),
    Case("Get-SwitchInventory", "oldest", changes=(release("2016"),)),
    Case("Get-SwitchInventory", "newest", changes=(release("2025"),)),
    Case("Get-SwitchInventory", "refused", changes=(refused("Hyper-V\\Get-VMSwitch"),)),
    Case("Get-SwitchInventory", "half-done", changes=(refused("Hyper-V\\Get-VMSwitchTeam"),)),
    Case("Get-NetAdapterInventory", "many"),
    Case("Get-NetAdapterInventory", "none", "bare"),
    Case("Get-NetAdapterInventory", "odd-names", "odd"),
    Case("Get-NetAdapterInventory", "teamed", "teamed"),
    Case("Get-NetAdapterInventory", "no-teaming", changes=(missing_command(_TEAM),)),
    Case("Get-NetAdapterInventory", "no-teaming-module", changes=(missing_module("NetLbfo"),)),
    Case("Get-NetAdapterInventory", "refused", changes=(refused("NetAdapter\\Get-NetAdapter"),)),
)
