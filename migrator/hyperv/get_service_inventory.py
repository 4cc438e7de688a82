"""Reads what else a rebuild would lose (`Get-ServiceInventory`, `Get-HostItemInventory`)."""

from migrator.domain.inventory.services import HostItem, Service
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_service_inventory(session: HostSession) -> tuple[Service, ...]:
    """Return every Windows service."""
    return read_documents(session, "Get-ServiceInventory", Service)


def get_host_item_inventory(session: HostSession) -> tuple[HostItem, ...]:
    """Return shares, own tasks, local users, members of two groups, installed features."""
    return read_documents(session, "Get-HostItemInventory", HostItem)
