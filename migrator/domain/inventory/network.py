"""Virtual switches and the adapters of the host."""

from enum import StrEnum
from uuid import UUID

from migrator.domain.inventory.virtual_machine import Vlan
from migrator.domain.model import Model


class SwitchType(StrEnum):
    """Microsoft.HyperV.PowerShell.VMSwitchType."""

    PRIVATE = "Private"
    INTERNAL = "Internal"
    EXTERNAL = "External"


class SwitchExtension(Model):
    """A filter on a switch."""

    id: UUID
    name: str
    vendor: str
    enabled: bool


class ManagementAdapter(Model):
    """A network adapter of the management operating system on a switch, with its addresses."""

    name: str
    mac_address: str
    vlan: Vlan
    ip_addresses: tuple[str, ...]
    """With prefix length: 192.168.1.10/24."""
    gateways: tuple[str, ...]
    dns_servers: tuple[str, ...]
    dhcp: bool


class VirtualSwitch(Model):
    """Document of `Get-SwitchInventory`: one per virtual switch."""

    id: UUID
    name: str
    switch_type: SwitchType
    notes: str
    allow_management_os: bool
    adapter_descriptions: tuple[str, ...]
    """Interface descriptions of the physical adapters it is bound to; they differ on new hardware."""
    embedded_teaming: bool
    teaming_mode: str | None
    load_balancing_algorithm: str | None
    bandwidth_reservation_mode: str
    default_flow_minimum_bandwidth_absolute: int
    default_flow_minimum_bandwidth_weight: int
    iov_enabled: bool
    packet_direct_enabled: bool
    extensions: tuple[SwitchExtension, ...]
    management_adapters: tuple[ManagementAdapter, ...]


class NetworkAdapter(Model):
    """Document of `Get-NetAdapterInventory`: one per network adapter of the host that is not a virtual switch's."""

    name: str
    interface_description: str
    interface_guid: UUID
    interface_index: int
    mac_address: str
    """Twelve hex digits; a virtual adapter may carry its physical port's address."""
    status: str
    link_speed_bits_per_s: int | None
    physical: bool
    pci_location: str | None
    driver_version: str | None
    vlan_id: int | None
    lbfo_team: str | None
    """Name of the LBFO team it is a member of."""
    is_lbfo_team: bool
    ip_addresses: tuple[str, ...]
    gateways: tuple[str, ...]
    dns_servers: tuple[str, ...]
    dhcp: bool
