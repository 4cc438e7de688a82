"""Which volume of the destination host is to have a letter that virtual machines name."""

from collections.abc import Iterable, Sequence

from migrator.domain.destination import DeclaredVolume
from migrator.domain.inventory.storage import PhysicalDisk, Volume

_LEAST_SHARE = 0.95
_SPARE = "ZYXWVUTSRQPONMLKJIHGFE"


def holder_of(letter: str, volumes: Iterable[Volume]) -> Volume | None:
    """Return the volume that has the letter now."""
    return next((one for one in volumes if one.drive_letter == letter), None)


def on_usb(volume: Volume, disks: Iterable[PhysicalDisk]) -> bool:
    """Tell whether the volume can be carried away with its disk."""
    return any(disk.number == volume.disk_number and disk.bus_type == "USB" for disk in disks)


def candidates(
    declared: DeclaredVolume,
    old_label: str,
    others: Iterable[str],
    volumes: Sequence[Volume],
    disks: Sequence[PhysicalDisk],
) -> tuple[Volume, ...]:
    """Return the volumes that could be meant, best first kept alone: built in, large enough, called as declared or as before.

    `others` are letters that the plan needs for other volumes; what has one of them is not taken away from there.
    """
    taken = set(others)
    built_in = [
        one
        for one in volumes
        if not on_usb(one, disks)
        and not one.is_system
        and one.marker is None
        and one.partition_type == "Basic"
        and one.drive_letter not in taken
        and one.size_bytes >= declared.size_bytes * _LEAST_SHARE
    ]
    names = {label.casefold() for label in (declared.label, old_label) if label}
    called = [one for one in built_in if one.label.casefold() in names]
    return tuple(called or built_in)


def spare_letter(volumes: Iterable[Volume], needed: Iterable[str]) -> str:
    """Return a letter that nobody has and the plan does not need, from the end of the alphabet."""
    gone = {one.drive_letter for one in volumes} | set(needed)
    return next(letter for letter in _SPARE if letter not in gone)
