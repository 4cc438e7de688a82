"""Finds the external disks of a migration among what a host sees: by marker, file system's serial and GPT disk id together."""

from pydantic import ValidationError

from migrator.bag.marker import DiskMarker, read_marker
from migrator.domain.external_disk import ExternalDisk
from migrator.domain.plan import StepId
from migrator.errors import ExternalDiskMissing
from migrator.hyperv.external_disk import get_external_disk
from migrator.steps.situation import Situation

_WINDOWS_NEEDS = "external-disk/disk/"


def disk_of(step: StepId) -> str:
    """Return the name of the disk that a step is about: `a` of `mark-disk/disk/a`."""
    return step.rsplit("/", 1)[-1]


def disks_of(at: Situation) -> tuple[str, ...]:
    """Return the names of the migration's disks, in order."""
    return tuple(disk_of(asked.id) for asked in at.migration.plan.open_inputs if asked.id.startswith(_WINDOWS_NEEDS))


def volume_answered(at: Situation, disk: str) -> str | None:
    """Return the volume that a person named for a disk; None where nobody did yet."""
    value = at.answers.get(_WINDOWS_NEEDS + disk)
    return None if value is None else str(value)


def marker_on(volume: ExternalDisk) -> DiskMarker | None:
    """Return the volume's marker; None where it has none that can be read."""
    try:
        return None if volume.marker is None else read_marker(volume.marker.encode())
    except (ValidationError, ValueError):
        return None


def is_disk(at: Situation, disk: str, volume: ExternalDisk) -> bool:
    """Tell whether a volume is that disk of this migration: its marker says so, and is the one that was written on it."""
    marker = marker_on(volume)
    if marker is None or (marker.migration, marker.disk) != (at.migration.plan.migration, disk):
        return False
    known = at.migration.past.found(f"mark-disk/disk/{disk}")
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
