"""Creates and sets virtual switches with the management operating system's adapters on them."""

from collections.abc import Sequence
from uuid import UUID

from migrator.domain.inventory.network import ManagementAdapter, SwitchType
from migrator.domain.new_host.switches import WantedSwitch
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall


def create_switch(session: HostSession, wanted: WantedSwitch, adapters: Sequence[str]) -> None:
    """Create it unless a switch of that name and kind is there; another kind is a ScriptFailed."""
    if wanted.switch_type is not SwitchType.EXTERNAL:
        _run(session, f"New-{wanted.switch_type.value}Switch", {"Name": wanted.name, "Notes": wanted.notes})
        return
    _run(
        session,
        "New-ExternalSwitch",
        {
            "Name": wanted.name,
            "Adapters": list(adapters),
            "AllowManagementOS": wanted.shared,
            "EmbeddedTeaming": wanted.embedded_teaming,
            "BandwidthMode": wanted.bandwidth_mode,
            "Iov": wanted.iov,
            "Notes": wanted.notes,
        },
    )


def remove_switch(session: HostSession, switch_id: UUID) -> None:
    """Take it away; one that a running virtual machine uses is a ScriptFailed."""
    _run(session, "Remove-VirtualSwitch", {"Id": str(switch_id)})


def give_settings(session: HostSession, wanted: WantedSwitch) -> None:
    """Set notes, reserved bandwidth, balancing and extensions."""
    _run(
        session,
        "Set-SwitchSetting",
        {
            "Name": wanted.name,
            "Notes": wanted.notes,
            "DefaultFlowAbsolute": wanted.default_flow_absolute,
            "DefaultFlowWeight": wanted.default_flow_weight,
            "LoadBalancing": wanted.load_balancing,
            "ExtensionsOn": list(wanted.extensions_on),
            "ExtensionsOff": list(wanted.extensions_off),
        },
    )


def give_management_adapter(session: HostSession, switch: str, adapter: ManagementAdapter) -> None:
    """Give the management operating system the adapter with its VLAN."""
    _run(
        session,
        "Set-ManagementAdapter",
        {
            "SwitchName": switch,
            "Name": adapter.name,
            "VlanMode": adapter.vlan.mode,
            "AccessVlanId": adapter.vlan.access_vlan_id,
            "NativeVlanId": adapter.vlan.native_vlan_id,
            "AllowedVlanIds": ",".join(str(one) for one in adapter.vlan.allowed_vlan_ids),
        },
    )


def give_addresses(session: HostSession, switch: str, adapter: ManagementAdapter) -> None:
    """Give it addresses, gateways and name servers."""
    _run(
        session,
        "Set-ManagementAddress",
        {
            "SwitchName": switch,
            "Name": adapter.name,
            "Dhcp": adapter.dhcp,
            "Addresses": list(adapter.ip_addresses),
            "Gateways": list(adapter.gateways),
            "DnsServers": list(adapter.dns_servers),
        },
    )


def _run(session: HostSession, name: str, parameters: dict[str, ParameterValue]) -> None:
    session.run(ScriptCall(load_script(name), parameters))
