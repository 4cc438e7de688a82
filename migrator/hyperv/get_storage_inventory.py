"""Reads folders, volumes, physical disks, what the log says of them (`Get-Folder…`, `Get-Volume…`, `Get-Disk…`)."""

from collections.abc import Iterable
from pathlib import PureWindowsPath

from migrator.domain.inventory.storage import DiskEvent, FolderEntry, PhysicalDisk, Volume, VolumeContent
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession

_WALK_DEADLINE_S = 3600.0
"""A walk over whole volumes takes as long as it takes; a host that is gone is noticed by the session."""


def get_folder_inventory(session: HostSession, folders: Iterable[PureWindowsPath]) -> tuple[FolderEntry, ...]:
    """Return every file and folder below the folders; one that cannot be listed says so in its entry."""
    roots = [str(folder) for folder in folders]
    return read_documents(
        session, "Get-FolderInventory", FolderEntry, {"LiteralPath": roots}, deadline_s=_WALK_DEADLINE_S
    )


def get_volume_inventory(session: HostSession) -> tuple[Volume, ...]:
    """Return every volume of fixed and removable disks."""
    return read_documents(session, "Get-VolumeInventory", Volume)


def get_volume_content_inventory(session: HostSession, *, minimum_bytes: int) -> tuple[VolumeContent, ...]:
    """Return what lies at the top of each volume, one level deeper below folders of at least `minimum_bytes`."""
    return read_documents(
        session,
        "Get-VolumeContentInventory",
        VolumeContent,
        {"MinimumBytes": minimum_bytes},
        deadline_s=_WALK_DEADLINE_S,
    )


def get_disk_inventory(session: HostSession) -> tuple[PhysicalDisk, ...]:
    """Return every disk the host sees."""
    return read_documents(session, "Get-DiskInventory", PhysicalDisk)


def get_disk_event_inventory(session: HostSession, *, since_days: int, maximum_events: int) -> tuple[DiskEvent, ...]:
    """Return what the system log says of disks since so many days, at most so many events read."""
    return read_documents(
        session,
        "Get-DiskEventInventory",
        DiskEvent,
        {"SinceDays": since_days, "MaximumEvents": maximum_events},
    )
