"""A volume that could be, or is, an external disk of a migration: what it is known by, and why it may not be one."""

from enum import StrEnum
from typing import Final

from migrator.domain.model import Model, SizeBytes
from migrator.domain.plan import StepId

_ABOUT_DISKS: Final = frozenset({"disk", "vm-and-disk"})
DISK_INPUT: Final = "external-disk/disk/"
"""Open inputs that ask for the volume of a disk begin with this; the place follows."""
BAG_PREFIX: Final = "migrator-"
"""The bag's folder on each disk is this with the migration's name."""


class Unfit(StrEnum):
    """Why a volume cannot be an external disk; the words that the scripts refuse with."""

    WINDOWS = "VolumeOfWindows"
    VIRTUAL_MACHINE = "VolumeOfVirtualMachine"
    FILE_SYSTEM = "FileSystemNotFit"
    PARTITION_STYLE = "PartitionStyleNotFit"
    NO_LETTER = "VolumeWithoutLetter"
    READ_ONLY = "DiskReadOnly"


class ExternalDisk(Model):
    """One volume with its disk, as `Get-ExternalDisk` tells it."""

    volume_id: str
    """`\\\\?\\Volume{guid}\\`."""
    drive_letter: str | None
    label: str
    file_system: str
    size_bytes: SizeBytes
    free_bytes: SizeBytes
    serial_number: str | None
    """Of the file system, eight hexadecimal digits."""
    holds_windows: bool
    holds_vm: bool
    disk_number: int | None
    disk_name: str | None
    disk_serial_number: str | None
    """Cheap bridges have none, or all the same one."""
    bus_type: str | None
    partition_style: str | None
    gpt_disk_id: str | None
    is_read_only: bool
    marker: str | None
    """Content of the marker file; null where there is none or it is no such file."""

    @property
    def unfit(self) -> tuple[Unfit, ...]:
        """Every reason against it, worst first."""
        reasons = {
            Unfit.WINDOWS: self.holds_windows,
            Unfit.VIRTUAL_MACHINE: self.holds_vm,
            Unfit.PARTITION_STYLE: self.partition_style != "GPT",
            Unfit.FILE_SYSTEM: self.file_system != "NTFS",
            Unfit.NO_LETTER: self.drive_letter is None,
            Unfit.READ_ONLY: self.is_read_only,
        }
        return tuple(reason for reason, holds in reasons.items() if holds)


def bag_name(migration: str) -> str:
    """Return the bag's folder below the disk's root."""
    return BAG_PREFIX + migration


def root_id(volume_id: str) -> str:
    r"""Return the name of a volume in job files and bags: the GUID of `\\?\Volume{guid}\` in lower case."""
    return volume_id.partition("{")[2].partition("}")[0].lower()


def place_of(step: StepId) -> str | None:
    """Return the place in the plan that a step or an open input is about: `b` of `mark-disk/disk/b`; None: it is about no disk.

    The plan speaks of two places, `a` and `b`. The disk in a place has the place's name, until another one takes over.
    """
    parts = step.split("/")
    return parts[-1] if len(parts) > 1 and parts[1] in _ABOUT_DISKS else None
