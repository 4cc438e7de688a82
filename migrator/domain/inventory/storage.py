"""Volumes, physical disks, what lies in folders, what the system log says of disks."""

from enum import StrEnum

from migrator.domain.model import Model, SizeBytes, UtcTime, WindowsPath


class Volume(Model):
    """Document of `Get-VolumeInventory`: one per volume, with or without a letter."""

    unique_id: str
    """\\\\?\\Volume{guid}\\ : the one name that survives another letter."""
    drive_letter: str | None
    """One upper-case letter without colon."""
    label: str
    file_system: str
    """NTFS, ReFS, exFAT, FAT32 ...; empty when unformatted."""
    cluster_bytes: int | None
    size_bytes: SizeBytes
    free_bytes: SizeBytes
    health: str
    disk_number: int | None
    partition_number: int | None
    partition_type: str | None
    """Basic, System, Recovery, Reserved ..."""
    is_system: bool
    """Holds the running Windows or its boot files."""
    serial_number: str | None
    """NTFS serial as eight hex digits, from Win32_Volume."""
    bitlocker_protection: str | None
    """On, Off, Unknown; None where BitLocker's module is not installed."""
    deduplicated: bool | None
    """None where the module is not installed."""
    paging_file: bool
    """A paging file of the host lies here."""
    marker: str | None
    """Content of \\migrator-disk.json when the volume is one of ours; at most 4 KiB."""


class PhysicalDisk(Model):
    """Document of `Get-DiskInventory`: one per disk that the host sees."""

    number: int
    unique_id: str
    guid: str | None
    """GPT disk id; None for MBR."""
    friendly_name: str
    serial_number: str | None
    """May be missing, shared, or change on every read behind cheap USB bridges."""
    bus_type: str
    """USB marks an external disk; its DriveType is Fixed."""
    media_type: str | None
    partition_style: str
    size_bytes: SizeBytes
    allocated_bytes: SizeBytes
    logical_sector_bytes: int
    physical_sector_bytes: int
    is_boot: bool
    is_system: bool
    is_offline: bool
    is_read_only: bool
    health: str
    operational_status: tuple[str, ...]
    firmware_version: str | None
    temperature_c: int | None
    wear_percent: int | None
    read_errors_uncorrected: int | None
    write_errors_uncorrected: int | None
    power_on_hours: int | None


class FolderEntry(Model):
    """Document of `Get-FolderInventory`: one per file or folder below a root, parents before children."""

    root: WindowsPath
    relative_path: str
    """With `\\`, as the file system spells it; empty for a root that could not be listed."""
    is_folder: bool
    size_bytes: SizeBytes
    last_written_at: UtcTime
    attributes: tuple[str, ...]
    error_id: str | None = None
    """FullyQualifiedErrorId where a folder could not be listed: then what lies below it is unknown."""


class VolumeContent(Model):
    """Document of `Get-VolumeContentInventory`: one per path at depth 1 (and 2 below large ones) of each volume."""

    volume_id: str
    path: WindowsPath
    is_folder: bool
    size_bytes: SizeBytes
    """Of all files below; links are not followed."""
    file_count: int
    newest_write_at: UtcTime | None
    unreadable_count: int
    """Folders below that could not be listed: the size is then a lower bound."""


class EventLevel(StrEnum):
    """Of the system log, by number: 1 critical, 2 error, 3 warning, 4 information."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class DiskEvent(Model):
    """Document of `Get-DiskEventInventory`: one per provider, id and level, summed up."""

    log: str
    provider: str
    event_id: int
    level: EventLevel
    count: int
    first_at: UtcTime
    last_at: UtcTime
    sample: str
    """Text of the newest event, at most 500 characters; localised."""
