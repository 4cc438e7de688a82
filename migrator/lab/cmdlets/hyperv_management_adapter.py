"""Network adapters of the management operating system: made, and put into VLANs."""

from migrator.lab.cmdlets.api import PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.hyperv_switch_changes import add_management_adapter
from migrator.lab.cmdlets.hyperv_vm_network import find_switch, internal_object
from migrator.lab.cmdlets.refusals import invalid_parameter
from migrator.lab.world.model import Vlan

_LARGEST_VLAN = 4094


def add_vm_network_adapter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Add-VMNetworkAdapter -ManagementOS -Name -SwitchName [-Passthru]."""
    name = bound.text("SwitchName")
    switch = find_switch(here, name)
    if not bound.flag("ManagementOS") or switch is None:
        message = f'Hyper-V was unable to find a virtual switch with name "{name}".'
        raise invalid_parameter("Add-VMNetworkAdapter", message)
    made = add_management_adapter(here, switch, bound.text("Name") or switch.name)
    return [internal_object(here, switch, made)] if bound.flag("Passthru") else []


def set_vm_network_adapter_vlan(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMNetworkAdapterVlan -VMNetworkAdapter, with -Untagged | -Access -VlanId | -Trunk -NativeVlanId -AllowedVlanIdList."""
    ids = {str(item["Id"]) for item in bound.objects("VMNetworkAdapter")}
    vlan = _vlan(bound)
    for switch in here.host.switches:
        for vnic in switch.management_adapters:
            if str(internal_object(here, switch, vnic)["Id"]) in ids:
                vnic.vlan = vlan
    return []


def _vlan(bound: Bound) -> Vlan:
    if bound.flag("Access"):
        number = (bound.numbers("VlanId") or [0])[0]
        if not 0 < number <= _LARGEST_VLAN:
            raise invalid_parameter("Set-VMNetworkAdapterVlan", f"'{number}' is no VLAN.")
        return Vlan("Access", access_vlan_id=number)
    if bound.flag("Trunk"):
        native = (bound.numbers("NativeVlanId") or [0])[0]
        return Vlan("Trunk", native_vlan_id=native, allowed_vlan_ids=_ids(bound.text("AllowedVlanIdList") or ""))
    return Vlan()


def _ids(text: str) -> tuple[int, ...]:
    """Read `10,20-22`."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if first:
            found += range(int(first), int(last or first) + 1)
    return tuple(found)
