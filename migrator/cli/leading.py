"""Tells a host and the disks in it which controller leads: the one with the highest epoch."""

from uuid import UUID

from migrator.bag.marker import DiskMarker, read_marker
from migrator.errors import MigrationAdopted
from migrator.hyperv.external_disk import get_external_disk, initialize_external_disk
from migrator.hyperv.migration_epoch import get_migration_epoch, set_migration_epoch
from migrator.ports.host_session import HostSession


def lead(session: HostSession, migration: str, migration_id: UUID, epoch: int) -> None:
    """Write our epoch down where a lower one stands; raises MigrationAdopted where a higher one does.

    A migration in its first epoch has nothing to say: whoever finds no epoch on a host takes it for the first.
    """
    known = get_migration_epoch(session, migration)
    if known is not None and known.migration_id == migration_id and known.epoch > epoch:
        raise adopted(session.host, epoch, known.epoch)
    if epoch == 1:
        return
    if known is None or known.migration_id != migration_id or known.epoch < epoch:
        set_migration_epoch(session, migration, migration_id, epoch)
    for disk in get_external_disk(session):
        marker = marker_of(disk.marker, migration)
        if marker is None or marker.epoch == epoch:
            continue
        if marker.epoch > epoch:
            raise adopted(f"disk {marker.disk}", epoch, marker.epoch)
        initialize_external_disk(session, disk.volume_id, marker.model_copy(update={"epoch": epoch}))


def adopted(place: str, own_epoch: int, epoch: int, controller: str | None = None) -> MigrationAdopted:
    """Return what is raised where another controller leads."""
    return MigrationAdopted(file=place, own_epoch=own_epoch, epoch=epoch, controller=controller or "another controller")


def marker_of(text: str | None, migration: str) -> DiskMarker | None:
    """Return a marker of this migration; None for another one's, or what is none."""
    if text is None:
        return None
    try:
        marker = read_marker(text.encode())
    except ValueError:
        return None
    return marker if marker.migration == migration else None
