"""What a report says about one virtual machine."""

from enum import StrEnum
from uuid import UUID

from migrator.domain.decisions import LeftOut, Sha256
from migrator.domain.inventory_diff import Change
from migrator.domain.model import Model, SizeBytes
from migrator.domain.plan import StepId
from migrator.report.view.step_model import StepStanding


class DiskFacts(Model):
    """A hard disk drive."""

    place: str
    """`SCSI 0:1`: controller, number, location."""
    path: str | None
    """None for a pass-through disk."""
    size_bytes: SizeBytes | None
    """What the guest sees."""
    file_bytes: SizeBytes | None
    chain: tuple[str, ...]
    """Parents of the file, the next one first."""


class AdapterFacts(Model):
    """A network adapter."""

    name: str
    mac_address: str
    dynamic: bool
    switch: str | None
    vlan: str
    """`Untagged`, `Access 10`, `Trunk 1 (10,20)`."""


class MachineFacts(Model):
    """A virtual machine at one time."""

    name: str
    id: UUID
    state: str
    version: str
    generation: int
    processors: int
    memory_bytes: SizeBytes
    dynamic_memory: bool
    memory_minimum_bytes: SizeBytes
    memory_maximum_bytes: SizeBytes
    start_action: str
    start_delay_s: int
    disks: tuple[DiskFacts, ...]
    adapters: tuple[AdapterFacts, ...]
    checkpoints: int


class FileProof(Model):
    """A file whose bytes were read again from where they lie."""

    path: str
    size_bytes: SizeBytes
    sha256: Sha256


class DiskCopy(Model):
    """The copy of one virtual machine on one external disk."""

    disk: str
    importable: StepStanding | None
    """None: the plan has no such step."""
    disks_tested: int | None
    resolved_outside: tuple[str, ...]
    """Paths that would not have come from this disk: the proof failed."""
    proven: StepStanding | None
    size_bytes: SizeBytes | None
    files: tuple[FileProof, ...]


class Rescue(Model):
    """A part of a file that was bad on one disk and came from the other."""

    path: str
    offset_bytes: SizeBytes
    bad_on: str
    taken_from: str


class Repair(Model):
    """An incompatibility that was mended on import."""

    kind: str
    subject: str
    before: str | None
    after: str | None


class FieldDifference(Model):
    """A captured setting that is not what it was."""

    field: str
    before: str | None
    after: str | None


class Health(Model):
    """What a started virtual machine said."""

    heartbeat: str | None
    addresses: tuple[str, ...]


class MachineVerdict(StrEnum):
    """How it went for one virtual machine."""

    MOVED = "moved"
    AT_HOME = "at-home"
    """It stays on its host, and all of it lies in its home now."""
    LEFT_OUT = "left-out"
    FAILED = "failed"
    NOT_FINISHED = "not-finished"


class MachineReport(Model):
    """One virtual machine, before and after, with all that was proven about it."""

    verdict: MachineVerdict
    before: MachineFacts
    after: MachineFacts | None
    """From an inventory of the new host; None where none was taken."""
    changes: tuple[Change, ...]
    """Between the two inventories, without what changes by itself."""
    homes: tuple[str, ...]
    left_out: LeftOut | None
    copies: tuple[DiskCopy, ...]
    restored: StepStanding | None
    restored_files: int | None
    restored_bytes: SizeBytes | None
    rescues: tuple[Rescue, ...]
    verified: StepStanding | None
    verified_files: int | None
    imported: StepStanding | None
    repairs: tuple[Repair, ...]
    compared: StepStanding | None
    compared_count: int | None
    differences: tuple[FieldDifference, ...]
    healthy: StepStanding | None
    health: Health | None
    steps: tuple[StepId, ...]
