"""Finds the external disks of a migration among what a host sees: by marker, file system's serial and GPT disk id together."""

from pydantic import ValidationError

from migrator.bag.marker import DiskMarker, read_marker
from migrator.domain.external_disk import DISK_INPUT, ExternalDisk, place_of
from migrator.errors import ExternalDiskMissing
from migrator.hyperv.external_disk import get_external_disk
from migrator.steps.situation import Situation


def disk_of(at: Situation) -> str:
    """Return the name of the disk that the step is about: `a`, or `c` where another one took the first one's place."""
    place = place_of(at.step.id) or ""
    return at.migration.past.disk_in(place) or place


def places(at: Situation) -> tuple[str, ...]:
    """Return the plan's places for disks, in order."""
    inputs = (asked.id for asked in at.migration.plan.open_inputs if asked.id.startswith(DISK_INPUT))
    return tuple(place for one in inputs if (place := place_of(one)) is not None)


def disks_of(at: Situation) -> tuple[str, ...]:
    """Return the names of the disks that have the plan's places now, in order; a lost one without a successor has none."""
    return tuple(disk for place in places(at) if (disk := at.migration.past.disk_in(place)) is not None)


def volume_answered(at: Situation, disk: str) -> str | None:
    """Return the volume that a person named for a disk; None where nobody did yet."""
    value = at.answers.get(DISK_INPUT + _place(at, disk))
    return str(value) if value else None


def marker_on(volume: ExternalDisk) -> DiskMarker | None:
    """Return the volume's marker; None where it has none that can be read."""
    try:
        return None if volume.marker is None else read_marker(volume.marker.encode())
    except (ValidationError, ValueError):
        return None


def is_disk(at: Situation, disk: str, volume: ExternalDisk) -> bool:
    """Tell whether a volume is that disk of this migration: its marker says so, and is the one that was written on it.

    A disk that another one took over from has a marker with a name that no place has any more.
    """
    marker = marker_on(volume)
    if marker is None or (marker.migration, marker.disk) != (at.migration.plan.migration, disk):
        return False
    known = at.migration.past.found(f"mark-disk/disk/{_place(at, disk)}")
    same = {"volume_serial": volume.serial_number, "gpt_disk_id": volume.gpt_disk_id}
    told = {"volume_serial": marker.volume_serial, "gpt_disk_id": marker.gpt_disk_id}
    return same == told and all(known.get(name, value) == value for name, value in same.items())


def find_disks(at: Situation) -> dict[str, ExternalDisk]:
    """Return the migration's disks that are plugged in, by name, whatever letter they have."""
    seen = get_external_disk(at.session)
    return {disk: volume for disk in disks_of(at) for volume in reversed(seen) if is_disk(at, disk, volume)}


def find_disk(at: Situation, disk: str) -> ExternalDisk:
    """Return one disk; raises ExternalDiskMissing."""
    found = find_disks(at).get(disk)
    if found is None:
        raise ExternalDiskMissing(host=at.session.host, disk=disk.upper())
    return found


def _place(at: Situation, disk: str) -> str:
    """Return the place that a disk has now."""
    return next((place for place in places(at) if at.migration.past.disk_in(place) == disk), disk)
