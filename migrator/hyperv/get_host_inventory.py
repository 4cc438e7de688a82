"""Reads what a host is (`Get-HostInventory`)."""

from migrator.domain.inventory.host import Host
from migrator.hyperv.documents import read_document
from migrator.ports.host_session import HostSession


def get_host_inventory(session: HostSession) -> Host:
    """Return the host: operating system, hardware, Hyper-V's settings, quotas of its remoting."""
    return read_document(session, "Get-HostInventory", Host)
