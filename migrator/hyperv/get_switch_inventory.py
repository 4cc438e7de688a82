"""Reads the virtual switches (`Get-SwitchInventory`)."""

from migrator.domain.inventory.network import VirtualSwitch
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_switch_inventory(session: HostSession) -> tuple[VirtualSwitch, ...]:
    """Return one entry per virtual switch."""
    return read_documents(session, "Get-SwitchInventory", VirtualSwitch)
