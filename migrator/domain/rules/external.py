"""Which disks and volumes of the host are external."""

from migrator.domain.concern import Subject, SubjectKind
from migrator.domain.inventory.storage import PhysicalDisk, Volume
from migrator.domain.rules.rule import Case


def external_disks(case: Case) -> tuple[PhysicalDisk, ...]:
    """Return the disks on USB; what carries Windows is no external disk."""
    return tuple(
        disk
        for disk in case.inventory.physical_disks
        if disk.bus_type.casefold() == "usb" and not (disk.is_boot or disk.is_system)
    )


def external_volumes(case: Case) -> tuple[Volume, ...]:
    """Return the volumes on external disks."""
    numbers = {disk.number for disk in external_disks(case)}
    return tuple(volume for volume in case.inventory.volumes if volume.disk_number in numbers)


def about_physical_disk(disk: PhysicalDisk) -> Subject:
    """Return the subject of a concern about a physical disk."""
    return Subject(
        kind=SubjectKind.PHYSICAL_DISK, id=disk.unique_id or f"number {disk.number}", name=disk.friendly_name
    )


def about_volume(volume: Volume) -> Subject:
    """Return the subject of a concern about a volume."""
    name = f"{volume.drive_letter}:" if volume.drive_letter else volume.label
    return Subject(kind=SubjectKind.VOLUME, id=volume.unique_id, name=name)
