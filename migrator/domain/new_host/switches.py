"""A virtual switch as it has to be on the destination host, and how far one that is there differs."""

from collections.abc import Sequence

from migrator.domain.config import SwitchMapping
from migrator.domain.inventory.network import ManagementAdapter, SwitchType, VirtualSwitch
from migrator.domain.model import Model

TEAM_DESCRIPTION = "Microsoft Network Adapter Multiplexor Driver"
_VLANS = frozenset({"Untagged", "Access", "Trunk"})


class WantedSwitch(Model):
    """What the old host's switch becomes."""

    name: str
    switch_type: SwitchType
    notes: str
    embedded_teaming: bool
    bandwidth_mode: str
    iov: bool
    load_balancing: str
    """Empty: as the host makes it, for a team of the old kind has no algorithm that fits."""
    default_flow_absolute: int
    default_flow_weight: int
    extensions_on: tuple[str, ...]
    extensions_off: tuple[str, ...]
    management_adapters: tuple[ManagementAdapter, ...]
    restores_addresses: bool

    @property
    def shared(self) -> bool:
        """Whether creating it gives the management operating system an adapter: one that is called as the switch."""
        return any(one.name.casefold() == self.name.casefold() for one in self.management_adapters)


def wanted_switch(old: VirtualSwitch, mapping: SwitchMapping | None, carriers: Sequence[str]) -> WantedSwitch:
    """Say what becomes of a switch, carried by so many adapters."""
    name = (mapping.new_name if mapping is not None else None) or old.name
    teamed = old.switch_type is SwitchType.EXTERNAL and (len(carriers) > 1 or old.embedded_teaming)
    return WantedSwitch(
        name=name,
        switch_type=old.switch_type,
        notes=old.notes,
        embedded_teaming=teamed,
        bandwidth_mode=old.bandwidth_reservation_mode,
        iov=old.iov_enabled,
        load_balancing=(old.load_balancing_algorithm or "") if teamed and old.embedded_teaming else "",
        default_flow_absolute=old.default_flow_minimum_bandwidth_absolute,
        default_flow_weight=old.default_flow_minimum_bandwidth_weight,
        extensions_on=tuple(str(one.id) for one in old.extensions if one.enabled),
        extensions_off=tuple(str(one.id) for one in old.extensions if not one.enabled),
        management_adapters=tuple(
            one.model_copy(update={"name": name}) if one.name.casefold() == old.name.casefold() else one
            for one in old.management_adapters
        ),
        restores_addresses=mapping is not None and mapping.restore_addresses,
    )


def named(name: str, switches: Sequence[VirtualSwitch]) -> tuple[VirtualSwitch, ...]:
    """Return the switches of that name; Hyper-V allows more than one."""
    return tuple(one for one in switches if one.name.casefold() == name.casefold())


def fixed_differences(wanted: WantedSwitch, found: VirtualSwitch) -> tuple[str, ...]:
    """Name what differs and can be told at creation only."""
    pairs = {
        "embedded-teaming": (wanted.embedded_teaming, found.embedded_teaming),
        "bandwidth-mode": (wanted.bandwidth_mode, found.bandwidth_reservation_mode),
        "iov": (wanted.iov, found.iov_enabled),
    }
    external = wanted.switch_type is SwitchType.EXTERNAL
    return tuple(name for name, (want, have) in pairs.items() if external and want != have)


def open_differences(wanted: WantedSwitch, found: VirtualSwitch) -> tuple[str, ...]:
    """Name what differs and can still be set."""
    enabled = {str(one.id) for one in found.extensions if one.enabled}
    present = {str(one.id) for one in found.extensions}
    mode = found.bandwidth_reservation_mode
    checks = {
        "notes": wanted.notes == found.notes,
        "default-flow": (mode != "Absolute" or wanted.default_flow_absolute == _absolute(found))
        and (mode != "Weight" or wanted.default_flow_weight == found.default_flow_minimum_bandwidth_weight),
        "load-balancing": not (wanted.load_balancing and found.embedded_teaming)
        or wanted.load_balancing == found.load_balancing_algorithm,
        "extensions": present & set(wanted.extensions_on) <= enabled and not enabled & set(wanted.extensions_off),
        **{f"adapter {one.name}": adapter_fits(wanted, one, found) for one in wanted.management_adapters},
    }
    return tuple(name for name, fits in checks.items() if not fits)


def adapter_fits(wanted: WantedSwitch, adapter: ManagementAdapter, found: VirtualSwitch) -> bool:
    """Tell whether the management operating system has the adapter with its VLAN, and its addresses where wanted."""
    there = next((one for one in found.management_adapters if one.name.casefold() == adapter.name.casefold()), None)
    if there is None:
        return False
    same_vlan = there.vlan == adapter.vlan or adapter.vlan.mode not in _VLANS
    return same_vlan and (not wanted.restores_addresses or addresses_fit(adapter, there))


def addresses_fit(adapter: ManagementAdapter, there: ManagementAdapter) -> bool:
    """Tell whether addresses, gateways and name servers are the same; with DHCP nothing else is asked."""
    if adapter.dhcp:
        return there.dhcp
    return not there.dhcp and (
        set(there.ip_addresses) == set(adapter.ip_addresses)
        and set(there.gateways) == set(adapter.gateways)
        and there.dns_servers == adapter.dns_servers
    )


def _absolute(found: VirtualSwitch) -> int:
    return found.default_flow_minimum_bandwidth_absolute
