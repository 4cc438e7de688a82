"""Virtual switches made, set and taken away, with what that does to the host's own network."""

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.hyperv_network import extension_objects, switch_object, switches_of_call
from migrator.lab.cmdlets.refusals import hyperv_class, invalid_parameter
from migrator.lab.world.model import LbfoTeam, ManagementAdapter, PhysicalAdapter, Switch
from migrator.lab.world.session_network import carries_sessions

_NO_LBFO = {"2022", "2025"}


def new_vm_switch(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\New-VMSwitch -Name -NetAdapterName | -NetAdapterInterfaceDescription | -SwitchType; names may be double."""
    name = bound.text("Name") or ""
    kind = bound.text("SwitchType") or "External"
    iov = bound.flag("EnableIov")
    switch = Switch(
        name,
        here.guid("new-switch", name, str(len(here.host.switches))),
        kind,
        notes=bound.text("Notes") or "",
        embedded_teaming=bound.flag("EnableEmbeddedTeaming"),
        bandwidth_reservation_mode=_mode(bound, iov=iov),
        iov_enabled=iov,
        packet_direct_enabled=bound.flag("EnablePacketDirect"),
    )
    if kind == "External":
        carriers = _carriers(here, bound, switch)
        switch.adapters = tuple(carrier.name for carrier in carriers)
        if "AllowManagementOS" not in bound or bound.flag("AllowManagementOS"):
            _share_with_host(here, switch, carriers[0])
    elif kind == "Internal":
        add_management_adapter(here, switch, name)
    here.host.switches.append(switch)
    return [switch_object(here, switch)]


def remove_vm_switch(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Remove-VMSwitch [-Name] | -VMSwitch, -Force: addresses of the management adapter go back to the port."""
    for switch in switches_of_call(here, bound, "Remove-VMSwitch"):
        here.host.switches.remove(switch)
        for number, vnic in enumerate(switch.management_adapters):
            addresses = here.host.addresses.pop(f"vEthernet ({vnic.name})", None)
            if addresses is not None and number == 0 and switch.adapters:
                here.host.addresses[switch.adapters[0]] = addresses
                here.host.session_breaks += carries_sessions(here.host, addresses)
        if any(other.name.lower() == switch.name.lower() for other in here.host.switches):
            continue
        for vm in here.host.vms:
            for adapter in vm.network_adapters:
                if adapter.switch_name is not None and adapter.switch_name.lower() == switch.name.lower():
                    adapter.switch_name = None
    return []


def set_vm_switch(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMSwitch [-Name] | -VMSwitch: notes, reserved bandwidth of the default flow, the host's own adapter."""
    for switch in switches_of_call(here, bound, "Set-VMSwitch"):
        if "Notes" in bound:
            switch.notes = bound.text("Notes") or ""
        absolute, weight = (bound.numbers(f"DefaultFlowMinimumBandwidth{kind}") for kind in ("Absolute", "Weight"))
        if (absolute and switch.bandwidth_reservation_mode != "Absolute") or (
            weight and switch.bandwidth_reservation_mode != "Weight"
        ):
            raise invalid_parameter("Set-VMSwitch", "The bandwidth reservation mode of the switch does not allow this.")
        switch.default_flow_minimum_bandwidth_absolute = (
            absolute[0] if absolute else switch.default_flow_minimum_bandwidth_absolute
        )
        switch.default_flow_minimum_bandwidth_weight = (
            weight[0] if weight else switch.default_flow_minimum_bandwidth_weight
        )
    return []


def set_vm_switch_team(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMSwitchTeam [-Name] | -VMSwitch, -NetAdapterInterfaceDescription, -TeamingMode, -LoadBalancingAlgorithm."""
    for switch in switches_of_call(here, bound, "Set-VMSwitchTeam"):
        if not switch.embedded_teaming:
            raise invalid_parameter("Set-VMSwitchTeam", f'The switch "{switch.name}" has no embedded teaming.')
        members = {text.lower() for text in bound.texts("NetAdapterInterfaceDescription")}
        if members:
            named = tuple(a.name for a in here.host.adapters if a.interface_description.lower() in members)
            if len(named) != len(members):
                raise invalid_parameter("Set-VMSwitchTeam", "No network adapter was found with the given criteria.")
            switch.adapters = named
        switch.teaming_mode = bound.text("TeamingMode") or switch.teaming_mode
        switch.load_balancing_algorithm = bound.text("LoadBalancingAlgorithm") or switch.load_balancing_algorithm
    return []


def enable_vm_switch_extension(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Enable-VMSwitchExtension -VMSwitchExtension."""
    return _set_extensions(here, bound, enabled=True)


def disable_vm_switch_extension(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Disable-VMSwitchExtension -VMSwitchExtension."""
    return _set_extensions(here, bound, enabled=False)


def add_management_adapter(here: HostContext, switch: Switch, name: str, mac: str | None = None) -> ManagementAdapter:
    """Give the management operating system an adapter on a switch."""
    taken = [vnic for other in here.host.switches for vnic in other.management_adapters] + switch.management_adapters
    number = str(len(taken))
    made = ManagementAdapter(
        name,
        here.guid("new-management", switch.name, name, number),
        mac or "00155D" + here.guid("new-mac", switch.name, name, number).hex[:6].upper(),
        interface_index=max([29, *(vnic.interface_index for vnic in taken)]) + 1,
    )
    switch.management_adapters.append(made)
    return made


def _share_with_host(here: HostContext, switch: Switch, carrier: "PhysicalAdapter | LbfoTeam") -> None:
    vnic = add_management_adapter(here, switch, switch.name, carrier.mac_address)
    addresses = here.host.addresses.pop(carrier.name, None)
    if addresses is not None:
        here.host.addresses[f"vEthernet ({vnic.name})"] = addresses
        here.host.session_breaks += carries_sessions(here.host, addresses)


def _carriers(here: HostContext, bound: Bound, switch: Switch) -> "list[PhysicalAdapter | LbfoTeam]":
    known: list[PhysicalAdapter | LbfoTeam] = [*here.host.adapters, *here.host.lbfo_teams]
    wanted = bound.texts("NetAdapterName")
    found = [one for name in wanted for one in known if one.name.lower() == name.lower()]
    if not wanted:
        wanted = bound.texts("NetAdapterInterfaceDescription")
        found = [a for text in wanted for a in here.host.adapters if a.interface_description.lower() == text.lower()]
    if len(found) != len(wanted):
        raise PsError(
            "No network adapter was found with the given criteria.",
            error_id=f"ObjectNotFound,{hyperv_class('New-VMSwitch')}",
            category="ObjectNotFound",
            exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
        )
    if len(found) > 1 and not switch.embedded_teaming:
        raise invalid_parameter("New-VMSwitch", "A virtual switch on several adapters needs embedded teaming.")
    for one in found:
        carried = {name.lower() for other in here.host.switches for name in other.adapters}
        carried |= {name.lower() for team in here.host.lbfo_teams for name in team.members}
        if one.name.lower() in carried:
            raise _failed(
                f"External Ethernet adapter '{one.name}' is already bound to the Microsoft Virtual Switch protocol."
            )
        if isinstance(one, LbfoTeam) and here.host.release in _NO_LBFO:
            raise _failed("The virtual switch cannot be bound to an LBFO team; use Switch Embedded Teaming.")
    return found


def _failed(message: str) -> PsError:
    return PsError(
        f"Failed while adding virtual Ethernet switch connections. {message}",
        error_id=f"OperationFailed,{hyperv_class('New-VMSwitch')}",
        category="InvalidResult",
        exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
        hresult=-2147024809,
    )


def _mode(bound: Bound, *, iov: bool) -> str:
    asked = bound.text("MinimumBandwidthMode") or "Default"
    if asked != "Default":
        return asked
    return "None" if iov else "Weight"


def _set_extensions(here: HostContext, bound: Bound, *, enabled: bool) -> list[PsObject]:
    wanted = {(str(item["SwitchId"]).lower(), str(item["Id"]).lower()) for item in bound.objects("VMSwitchExtension")}
    found = []
    for switch in here.host.switches:
        for extension, item in zip(switch.extensions, extension_objects(here, switch), strict=True):
            if (str(switch.id), str(extension.id)) in wanted:
                extension.enabled = enabled
                item.properties["Enabled"] = enabled
                found.append(item)
    return found
