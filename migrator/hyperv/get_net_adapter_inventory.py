"""Reads the host's network adapters (`Get-NetAdapterInventory`)."""

from migrator.domain.inventory.network import NetworkAdapter
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_net_adapter_inventory(session: HostSession) -> tuple[NetworkAdapter, ...]:
    """Return one entry per adapter that is no virtual switch's."""
    return read_documents(session, "Get-NetAdapterInventory", NetworkAdapter)
