"""The network of a host: virtual switches with management adapters, physical adapters, teams, addresses."""

from dataclasses import dataclass, field
from uuid import UUID

from migrator.lab.world.model_vm import Vlan


@dataclass
class IpConfiguration:
    """Addresses with prefix length (`192.168.1.10/24`) of one interface."""

    addresses: tuple[str, ...] = ()
    gateways: tuple[str, ...] = ()
    dns_servers: tuple[str, ...] = ()
    dhcp: bool = False


@dataclass
class PhysicalAdapter:
    """A network adapter of the hardware."""

    name: str
    interface_description: str
    interface_guid: UUID
    mac_address: str
    interface_index: int
    status: str = "Up"
    link_speed_bits_per_s: int = 1_000_000_000
    pci_location: str | None = "PCI bus 1, device 0, function 0"
    driver_version: str = "12.15.22.6"
    vlan_id: int | None = None


@dataclass
class LbfoTeam:
    """An LBFO team; `members` are names of physical adapters."""

    name: str
    members: tuple[str, ...]
    interface_guid: UUID
    interface_index: int
    mac_address: str = "000000000000"
    teaming_mode: str = "SwitchIndependent"
    load_balancing_algorithm: str = "Dynamic"


@dataclass
class SwitchExtension:
    """A filter on a switch."""

    id: UUID
    name: str
    vendor: str = "Microsoft"
    enabled: bool = False
    extension_type: str = "Filter"


@dataclass
class ManagementAdapter:
    """A vNIC of the management operating system; its interface is `vEthernet (name)`."""

    name: str
    id: UUID
    mac_address: str
    interface_index: int = 30
    vlan: Vlan = field(default_factory=Vlan)


@dataclass
class Switch:
    """A virtual switch."""

    name: str
    id: UUID
    switch_type: str = "External"
    notes: str = ""
    adapters: tuple[str, ...] = ()
    """Names of physical adapters (more than one: embedded teaming) or of an LBFO team."""
    embedded_teaming: bool = False
    teaming_mode: str = "SwitchIndependent"
    load_balancing_algorithm: str | None = None
    """None: HyperVPort from 2019 on, Dynamic before."""
    bandwidth_reservation_mode: str = "Absolute"
    default_flow_minimum_bandwidth_absolute: int = 0
    default_flow_minimum_bandwidth_weight: int = 0
    iov_enabled: bool = False
    packet_direct_enabled: bool = False
    extensions: list[SwitchExtension] = field(default_factory=list)
    management_adapters: list[ManagementAdapter] = field(default_factory=list)
