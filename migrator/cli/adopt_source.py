"""Where a migration is taken over from: a disk in a host, or a disk that is mounted on this computer."""

from dataclasses import dataclass
from pathlib import Path

from migrator.bag.layout import JOURNAL, MARKER
from migrator.bag.marker import DiskMarker, read_marker
from migrator.cli.disk_papers import ReadFile
from migrator.errors import NoMigrationHere
from migrator.hyperv.external_disk import get_external_disk, get_external_disk_file
from migrator.hyperv.journal_line import get_journal_line
from migrator.ports.host_session import HostSession


@dataclass(frozen=True)
class FoundDisk:
    """A disk of a migration, wherever it is read."""

    place: str
    marker: DiskMarker
    journal: bytes
    read: ReadFile


def disk_in_host(session: HostSession, name: str, migration: str) -> FoundDisk:
    """Find the disk of that name through a host; raises NoMigrationHere where it is not plugged in."""
    for disk in get_external_disk(session):
        try:
            marker = read_marker((disk.marker or "").encode())
        except ValueError:
            continue
        if (marker.migration, marker.disk) != (migration, name):
            continue
        volume = disk.volume_id

        def read(path: str, volume: str = volume, bag: str = marker.bag) -> bytes | None:
            return get_external_disk_file(session, volume, bag, path)

        return FoundDisk(f"disk-{name}", marker, get_journal_line(session, volume), read)
    raise NoMigrationHere(place=name, found=f"{session.host} has no disk {name.upper()} of {migration}")


def disk_in_folder(root: Path) -> FoundDisk:
    """Read a disk that is mounted here; raises NoMigrationHere where the folder is no such disk's root."""
    try:
        marker = read_marker((root / MARKER).read_bytes())
    except (OSError, ValueError) as error:
        raise NoMigrationHere(place=str(root), found=f"no {MARKER} that can be read") from error
    bag = root / marker.bag

    def read(path: str) -> bytes | None:
        file = bag / path
        return file.read_bytes() if file.is_file() else None

    return FoundDisk(f"disk-{marker.disk}", marker, read(JOURNAL) or b"", read)
