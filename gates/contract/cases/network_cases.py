"""Cases of the scripts that read switches and adapters."""

from uuid import UUID

from gates.contract.case import Case
from gates.contract.changes import host, missing_command, missing_module, missing_property, refused, release
from migrator.lab.world.model import Host, SwitchExtension, Vlan

_TEAM = "NetLbfo\\Get-NetLbfoTeam"


def _extended(own: Host) -> None:
    extension = SwitchExtension(UUID("ea24cd6c-d17a-4348-9190-09f0d5be83dd"), "Microsoft NDIS Capture", enabled=True)
    own.switches[0].extensions = [extension]


def _trunk(own: Host) -> None:
    own.switches[0].management_adapters[0].vlan = Vlan("Trunk", native_vlan_id=1, allowed_vlan_ids=(10, 20))


def _isolated(own: Host) -> None:
    own.switches[0].management_adapters[0].vlan = Vlan("Private", primary_vlan_id=5, secondary_vlan_ids=(6, 7))


def _tagged(own: Host) -> None:
    own.adapters[1].vlan_id = 7


def _speed_unknown(own: Host) -> None:
    own.adapters[0].link_speed_bits_per_s = 2**64 - 1


def _one_switch(own: Host) -> None:
    own.switches = own.switches[:1]


CASES = (
    Case("Get-SwitchInventory", "many"),
    Case("Get-SwitchInventory", "one", changes=(host(_one_switch),)),
    Case("Get-SwitchInventory", "extended", changes=(host(_extended),)),
    Case("Get-SwitchInventory", "trunk", changes=(host(_trunk),)),
    Case("Get-SwitchInventory", "isolated", changes=(host(_isolated),)),
    Case("Get-SwitchInventory", "none", "bare"),
    Case("Get-SwitchInventory", "odd-names", "odd"),
    Case("Get-SwitchInventory", "oldest", changes=(release("2016"),)),
    Case("Get-SwitchInventory", "newest", changes=(release("2025"),)),
    Case("Get-SwitchInventory", "refused", changes=(refused("Hyper-V\\Get-VMSwitch"),)),
    Case("Get-SwitchInventory", "half-done", changes=(refused("Hyper-V\\Get-VMSwitchTeam"),)),
    Case("Get-NetAdapterInventory", "many"),
    Case("Get-NetAdapterInventory", "tagged", changes=(host(_tagged),)),
    Case(
        "Get-NetAdapterInventory",
        "property-missing",
        changes=(missing_property("NetAdapter\\Get-NetAdapter", "MacAddress"),),
    ),
    Case("Get-NetAdapterInventory", "speed-unknown", changes=(host(_speed_unknown),)),
    Case("Get-NetAdapterInventory", "none", "bare"),
    Case("Get-NetAdapterInventory", "odd-names", "odd"),
    Case("Get-NetAdapterInventory", "teamed", "teamed"),
    Case("Get-NetAdapterInventory", "no-teaming", changes=(missing_command(_TEAM),)),
    Case("Get-NetAdapterInventory", "no-teaming-module", changes=(missing_module("NetLbfo"),)),
    Case("Get-NetAdapterInventory", "refused", changes=(refused("NetAdapter\\Get-NetAdapter"),)),
)
