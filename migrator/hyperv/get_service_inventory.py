"""Reads all services (`Get-ServiceInventory`)."""

from migrator.domain.inventory.services import Service
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_service_inventory(session: HostSession) -> tuple[Service, ...]:
    """Return one entry per Windows service."""
    return read_documents(session, "Get-ServiceInventory", Service)
