"""Reads what a rebuild loses that is no file (`Get-HostItemInventory`)."""

from migrator.domain.inventory.services import HostItem
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_host_item_inventory(session: HostSession) -> tuple[HostItem, ...]:
    """Return shares, own tasks, local users, group members and features."""
    return read_documents(session, "Get-HostItemInventory", HostItem)
