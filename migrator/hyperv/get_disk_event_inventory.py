"""Sums up what the event logs say of disks (`Get-DiskEventInventory`)."""

from migrator.domain.inventory.storage import DiskEvent
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_disk_event_inventory(
    session: HostSession, *, since_days: int = 90, maximum_events: int = 2000
) -> tuple[DiskEvent, ...]:
    """Return one entry per log, provider, id and level; `maximum_events` limits what is read of each log."""
    parameters = {"SinceDays": since_days, "MaximumEvents": maximum_events}
    return read_documents(session, "Get-DiskEventInventory", DiskEvent, parameters)
