"""All network interfaces of a host, physical, team and management, under one roof for NetAdapter and NetTCPIP."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from migrator.lab.world.model import Host, IpConfiguration, PhysicalAdapter

LBFO_DESCRIPTION = "Microsoft Network Adapter Multiplexor Driver"
MANAGEMENT_DESCRIPTION = "Hyper-V Virtual Ethernet Adapter"


@dataclass(frozen=True)
class Interface:
    """A network interface; `hardware` is None for what software makes."""

    alias: str
    description: str
    guid: UUID
    index: int
    mac_address: str
    status: str
    speed_bits_per_s: int
    ip: IpConfiguration
    hardware: PhysicalAdapter | None = None


def interfaces_of(host: Host) -> Iterator[Interface]:
    """Give physical adapters, then LBFO teams, then adapters of the management operating system."""
    for adapter in host.adapters:
        yield Interface(
            adapter.name,
            adapter.interface_description,
            adapter.interface_guid,
            adapter.interface_index,
            adapter.mac_address,
            adapter.status,
            adapter.link_speed_bits_per_s,
            host.addresses.get(adapter.name, IpConfiguration()),
            adapter,
        )
    for team in host.lbfo_teams:
        members = [adapter for adapter in host.adapters if adapter.name in team.members]
        speed = sum(adapter.link_speed_bits_per_s for adapter in members)
        mac = team.mac_address if set(team.mac_address) != {"0"} or not members else members[0].mac_address
        ip = host.addresses.get(team.name, IpConfiguration())
        yield Interface(team.name, LBFO_DESCRIPTION, team.interface_guid, team.interface_index, mac, "Up", speed, ip)
    number = 0
    for switch in host.switches:
        for vnic in switch.management_adapters:
            number += 1
            alias = f"vEthernet ({vnic.name})"
            description = MANAGEMENT_DESCRIPTION + (f" #{number}" if number > 1 else "")
            ip = host.addresses.get(alias, IpConfiguration())
            yield Interface(alias, description, vnic.id, vnic.interface_index, vnic.mac_address, "Up", 10**10, ip)
