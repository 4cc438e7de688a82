"""Virtual hard disks with their chains, and checkpoints."""

from enum import StrEnum
from uuid import UUID

from migrator.domain.inventory.virtual_machine import HardDiskDrive, VMState
from migrator.domain.model import Model, SizeBytes, UtcTime, WindowsPath


class VhdFormat(StrEnum):
    """Microsoft.Vhd.PowerShell.VhdFormat."""

    UNKNOWN = "Unknown"
    VHD = "VHD"
    VHDX = "VHDX"
    VHD_SET = "VHDSet"


class VhdType(StrEnum):
    """Microsoft.Vhd.PowerShell.VhdType."""

    UNKNOWN = "Unknown"
    FIXED = "Fixed"
    DYNAMIC = "Dynamic"
    DIFFERENCING = "Differencing"


class VirtualHardDisk(Model):
    """Document of `Get-VMDiskInventory`: one per file that is a disk of a VM or checkpoint, or a parent of one; each file once.

    A file that is named but cannot be read has `found` False, or `error_id` set; then sizes and kinds are None.
    """

    path: WindowsPath
    found: bool
    error_id: str | None
    """FullyQualifiedErrorId of Get-VHD where it refused; None otherwise."""
    used_by: tuple[UUID, ...]
    """VMs whose drives or checkpoints name this file as their leaf, without its descendants."""
    vhd_format: VhdFormat | None
    vhd_type: VhdType | None
    size_bytes: SizeBytes | None
    """What the guest sees."""
    file_bytes: SizeBytes | None
    """What the file takes."""
    block_bytes: SizeBytes | None
    logical_sector_bytes: int | None
    physical_sector_bytes: int | None
    disk_identifier: UUID | None
    parent_path: WindowsPath | None
    attached: bool | None
    data_write_guid: UUID | None
    """From the VHDX header with the higher valid sequence number; None for .vhd, or while another program holds the file."""
    last_written_at: UtcTime | None
    attributes: tuple[str, ...]
    """File attributes that Hyper-V refuses or that say something: SparseFile, Compressed, Encrypted, ReadOnly, ReparsePoint."""


class Checkpoint(Model):
    """Document of `Get-VMCheckpointInventory`: one per checkpoint of any virtual machine."""

    id: UUID
    vm_id: UUID
    name: str
    checkpoint_type: str
    """SnapshotType: Standard, Recovery, Planned, Missing, Replica, AppConsistentReplica, SyncedReplica."""
    state: VMState
    """Saved when memory was captured: such a checkpoint cannot cross to another processor vendor."""
    is_automatic: bool | None
    created_at: UtcTime
    parent_id: UUID | None
    path: WindowsPath
    hard_disk_drives: tuple[HardDiskDrive, ...]
