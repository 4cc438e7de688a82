"""Adapters, teams and switches of a captured host, as a scenario says them."""

import re
from collections.abc import Iterable

from migrator.domain.inventory.network import ManagementAdapter, NetworkAdapter, VirtualSwitch
from migrator.domain.inventory.whole import Inventory
from migrator.lab.world.model import IpConfiguration
from migrator.lab.world.scenario_schema import AdapterSpec, ManagementSpec, Settings, SwitchSpec, TeamSpec

_SLOT = re.compile(r"(\d+):(\d+)\.(\d+)")


def adapters(inventory: Inventory) -> Iterable[AdapterSpec]:
    """Yield the physical adapters."""
    for adapter in inventory.network_adapters:
        if adapter.is_lbfo_team or not adapter.physical:
            continue
        kept = {"interface_guid", "interface_index", "interface_description", "status", "vlan_id"}
        settings: Settings = adapter.model_dump(mode="json", include=kept)
        slot = _SLOT.fullmatch(adapter.pci_location or "")
        settings["pci_location"] = "PCI bus {}, device {}, function {}".format(*slot.groups()) if slot else None
        if adapter.link_speed_bits_per_s is not None:
            settings["link_speed_bits_per_s"] = adapter.link_speed_bits_per_s
        if adapter.driver_version is not None:
            settings["driver_version"] = adapter.driver_version
        yield AdapterSpec(
            name=adapter.name,
            description=adapter.interface_description,
            mac=adapter.mac_address,
            addresses=_addresses(adapter),
            settings=settings,
        )


def teams(inventory: Inventory) -> Iterable[TeamSpec]:
    """Yield the LBFO teams."""
    for team in inventory.network_adapters:
        if team.is_lbfo_team:
            members = tuple(one.name for one in inventory.network_adapters if one.lbfo_team == team.name)
            settings: Settings = team.model_dump(
                mode="json", include={"interface_guid", "interface_index", "mac_address"}
            )
            yield TeamSpec(name=team.name, members=members, addresses=_addresses(team), settings=settings)


def switches(inventory: Inventory) -> Iterable[SwitchSpec]:
    """Yield the virtual switches, bound by the names of the adapters that have the described interfaces."""
    by_description = {one.interface_description: one.name for one in inventory.network_adapters}
    for switch in inventory.switches:
        kept = {
            "id", "notes", "embedded_teaming", "load_balancing_algorithm", "bandwidth_reservation_mode",
            "default_flow_minimum_bandwidth_absolute", "default_flow_minimum_bandwidth_weight", "iov_enabled",
            "packet_direct_enabled",
        }  # fmt: skip
        settings: Settings = switch.model_dump(mode="json", include=kept)
        settings["extensions"] = [one.model_dump(mode="json") for one in switch.extensions]
        if switch.teaming_mode is not None:
            settings["teaming_mode"] = switch.teaming_mode
        yield SwitchSpec(
            name=switch.name,
            type=switch.switch_type.value,
            adapters=tuple(by_description[one] for one in switch.adapter_descriptions if one in by_description),
            management=tuple(_management(one) for one in _management_of(switch)),
            settings=settings,
        )


def _management_of(switch: VirtualSwitch) -> tuple[ManagementAdapter, ...]:
    return switch.management_adapters if switch.allow_management_os else ()


def _management(adapter: ManagementAdapter) -> ManagementSpec:
    vlan = adapter.vlan.access_vlan_id if adapter.vlan.mode == "Access" else None
    return ManagementSpec(name=adapter.name, vlan=vlan, addresses=_addresses(adapter))


def _addresses(adapter: NetworkAdapter | ManagementAdapter) -> IpConfiguration | None:
    if not adapter.ip_addresses and not adapter.dhcp:
        return None
    return IpConfiguration(adapter.ip_addresses, adapter.gateways, adapter.dns_servers, adapter.dhcp)
