"""Reads virtual switches and the host's network adapters (`Get-SwitchInventory`, `Get-NetAdapterInventory`)."""

from migrator.domain.inventory.network import NetworkAdapter, VirtualSwitch
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_switch_inventory(session: HostSession) -> tuple[VirtualSwitch, ...]:
    """Return every virtual switch with the management operating system's adapters on it."""
    return read_documents(session, "Get-SwitchInventory", VirtualSwitch)


def get_net_adapter_inventory(session: HostSession) -> tuple[NetworkAdapter, ...]:
    """Return the host's adapters, without those that belong to a virtual switch."""
    return read_documents(session, "Get-NetAdapterInventory", NetworkAdapter)
