"""Disks of a world: physical disks with their volumes, which are real folders, and declared facts of the files there."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

GIB = 1 << 30


@dataclass
class VirtualDiskFile:
    """What Get-VHD says of a virtual hard disk; its bytes are a real (small) file at the same place."""

    size_bytes: int = 40 * GIB
    """What the guest sees."""
    file_bytes: int | None = None
    """Declared length of the file; None: the real file's own length."""
    vhd_format: str = "VHDX"
    vhd_type: str = "Dynamic"
    block_bytes: int = 32 << 20
    logical_sector_bytes: int = 512
    physical_sector_bytes: int = 4096
    identifier: UUID | None = None
    parent_path: str | None = None
    """As the host writes it: `D:\\VMs\\base.vhdx`."""
    alignment: int = 1
    fragmentation_percent: int = 0
    attached: bool = False
    """Mounted by the host (Mount-VHD); a running VM's disks are in use without it."""
    error_id: str | None = None
    """Planted: Get-VHD refuses this file with this FullyQualifiedErrorId."""


@dataclass
class DeclaredFile:
    """What the host says of a file or folder that the real one cannot carry on a Linux file system."""

    size_bytes: int | None = None
    attributes: tuple[str, ...] = ()
    """Besides Archive or Directory: SparseFile, Compressed, Encrypted, ReadOnly, Hidden, System, ReparsePoint."""
    unreadable: bool = False
    """Access is denied, to list as to read."""
    link_target: str | None = None
    accounts: tuple[str, ...] = ()
    """SIDs of virtual machines' own accounts that have an entry on it."""


@dataclass
class UnreadablePart:
    """Sectors of a file that the disk does not give back."""

    offset_bytes: int
    size_bytes: int


@dataclass
class VolumeFaults:
    """What is wrong with a volume beneath the file system; plays on what programs read and write."""

    full: bool = False
    """Nothing more can be written."""
    unreadable: dict[str, list[UnreadablePart]] = field(default_factory=dict)
    """Keyed like `Volume.files`."""
    slow_s: float = 0.0
    """Seconds that every read and write of a chunk takes longer."""
    refuses_offline: bool = False
    """Set-Disk does not take it offline, as some USB disks are said to."""


@dataclass
class Volume:
    """A volume; its letter is given by the host that sees it, its files lie below `root`."""

    unique_id: str
    """`\\\\?\\Volume{guid}\\`."""
    root: Path
    drive_letter: str | None = None
    label: str = ""
    file_system: str = "NTFS"
    cluster_bytes: int = 4096
    size_bytes: int = 500 * GIB
    free_bytes: int = 200 * GIB
    health: str = "Healthy"
    serial_number: int = 0x1A2B3C4D
    partition_type: str = "Basic"
    is_boot: bool = False
    """Holds the running Windows."""
    is_system: bool = False
    """Holds the boot files."""
    is_active: bool = False
    is_hidden: bool = False
    bitlocker: str = "Off"
    """Protection: On, Off, Unknown."""
    bitlocker_status: str = "FullyDecrypted"
    deduplicated: bool = False
    paging_file: bool = False
    present: bool = True
    """False: the volume went away while the host runs."""
    files: dict[str, DeclaredFile] = field(default_factory=dict)
    """By path below the volume (`VMs\\web\\web.vhdx`), in lower case; see `relative_key`."""
    virtual_disks: dict[str, VirtualDiskFile] = field(default_factory=dict)
    """Keyed like `files`."""
    faults: VolumeFaults = field(default_factory=VolumeFaults)

    @property
    def guid(self) -> str:
        """The part between the braces of the unique id."""
        return self.unique_id[self.unique_id.index("{") + 1 : self.unique_id.index("}")]


@dataclass
class DiskHealth:
    """Get-StorageReliabilityCounter; None where the disk or its bridge does not tell."""

    temperature_c: int | None = 34
    wear_percent: int | None = 0
    read_errors_uncorrected: int | None = 0
    write_errors_uncorrected: int | None = 0
    power_on_hours: int | None = 12000


@dataclass
class PhysicalDisk:
    """A disk that can be carried from one host to another."""

    number: int
    serial_number: str | None
    friendly_name: str = "ST4000NM0035"
    bus_type: str = "SATA"
    media_type: str = "HDD"
    guid: UUID | None = None
    """GPT disk id; None means MBR, unless the disk is RAW."""
    mbr_signature: int | None = None
    unique_id: str = ""
    size_bytes: int = 4000 * 10**9
    logical_sector_bytes: int = 512
    physical_sector_bytes: int = 4096
    is_offline: bool = False
    is_read_only: bool = False
    health: str = "Healthy"
    operational_status: tuple[str, ...] = ("Online",)
    firmware_version: str = "SN04"
    location: str = "Integrated : Adapter 0 : Port 0"
    health_counters: DiskHealth = field(default_factory=DiskHealth)
    serial_changes: bool = False
    """A cheap USB bridge: another serial number on every read."""
    volumes: list[Volume] = field(default_factory=list)
    reads: int = 0
    """How often its serial number was read, for `serial_changes`."""


def relative_key(relative_path: str) -> str:
    """Key of a path below a volume in `Volume.files` and `Volume.virtual_disks`."""
    return relative_path.replace("/", "\\").strip("\\").lower()
