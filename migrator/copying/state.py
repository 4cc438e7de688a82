"""The state file: how far a job is, replaced whole each time."""

from enum import StrEnum
from typing import Final, Literal

from migrator.bag.difference import Difference
from migrator.bag.uncovered import Uncovered
from migrator.copying.job import Operation
from migrator.domain.decisions import Sha256
from migrator.domain.model import Model, SizeBytes, UtcTime

STATE_SCHEMA: Final = 1
LINES_AT_MOST: Final = 500


class JobStatus(StrEnum):
    """Where a job stands; a heartbeat that no longer moves means that nobody is at work."""

    RUNNING = "running"
    STOPPED = "stopped"
    """The stop file was there; the same job file goes on."""
    DONE = "done"
    FAILED = "failed"
    """It came to its end, and something of `failures` or a disk's failure is true."""


class FailureReason(StrEnum):
    """Why something was not done; each is a catalogue id."""

    SOURCE_UNREADABLE = "source-unreadable"
    SOURCE_MISSING = "source-missing"
    CHANGED_WHILE_COPIED = "changed-while-copied"
    CHANGED_SINCE_COPIED = "changed-since-copied"
    NOT_A_FILE = "not-a-file"
    NAME_COLLISION = "name-collision"
    OCCUPIED = "occupied"
    """Somebody else's file stands where ours would go; it was left alone."""
    MISMATCHED = "mismatched"
    NO_GOOD_COPY = "no-good-copy"
    """A chunk is bad in every bag."""
    UNSAFE_PATH = "unsafe-path"
    NO_ROOM = "no-room"
    READ_ONLY = "read-only"
    VANISHED = "vanished"
    INPUT_OUTPUT = "input-output"
    MARKER_MISSING = "marker-missing"
    MARKER_OF_ANOTHER = "marker-of-another"
    EPOCH_HIGHER = "epoch-higher"
    UNREADABLE_PROGRESS = "unreadable-progress"
    UNREADABLE_BAG = "unreadable-bag"
    """The entry list is not there, or not one that may be believed."""
    NOT_RESTORED = "not-restored"
    """`verify-restored` was to read a file that `restore` has not brought back."""
    NOT_PROVEN = "not-proven"
    """Copied, but not re-read; the bag was closed without it."""


class Failure(Model):
    """One file that could not be done on one or all disks; the others went on."""

    reason: FailureReason
    root: str
    path: str
    """True path, or what can be shown of it."""
    disk: str | None = None
    """The disk that it concerns; null where the source is meant."""
    offset_bytes: int | None = None
    found: str | None = None


class DiskState(Model):
    """How far one disk is."""

    disk: str
    bytes_done: SizeBytes
    """Synced by `copy`, read by `reread` and `verify`; what earlier starts of the job did included."""
    rate_bytes_per_s: int | None
    """Over the last half minute; null until there is one to speak of."""
    failure: FailureReason | None
    """Why the disk takes no further part; the others go on without it."""
    found: str | None
    closed_generation: int | None
    """Number of the bag's generation that this job closed."""
    uncovered: tuple[Uncovered, ...]
    """What was to be in the bag, and is not; told by `close`."""
    differences: tuple[Difference, ...]
    """Of `verify` and `reread`."""


class Rescue(Model):
    """A chunk that a restore or a catch-up took from elsewhere than it should have, because it was bad there."""

    root: str
    path: str
    offset_bytes: int
    bad_on: str
    taken_from: str | None
    """The disk that had it; null where the source was read instead, or nobody had it."""


class FileDone(Model):
    """A file whose every chunk was read back and was as the source gave it."""

    root: str
    path: str
    owner: str | None
    disk: str | None
    """The bag's disk; null for a restored file."""
    size_bytes: SizeBytes
    sha256: Sha256


class ComparedWith(StrEnum):
    """How a source file stands to a bag's entry."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"
    """The bag has it, the source no longer."""
    NOT_IN_BAG = "not-in-bag"


class Comparison(Model):
    """One file of the source against one bag."""

    root: str
    path: str
    owner: str | None
    disk: str
    result: ComparedWith
    changed: tuple[str, ...]
    """Names of the entry's fields that differ."""


class JobState(Model):
    """The whole state of a job."""

    kind: Literal["copy-state"] = "copy-state"
    schema_version: Literal[1] = STATE_SCHEMA
    job: str
    epoch: int
    operation: Operation
    status: JobStatus
    process_id: int
    started_at: UtcTime
    heartbeat_at: UtcTime
    bytes_total: SizeBytes
    """Per disk."""
    source_bytes_read: SizeBytes
    """By this start of the job."""
    files_total: int
    files_done: int
    disks: tuple[DiskState, ...]
    failures: tuple[Failure, ...]
    rescues: tuple[Rescue, ...]
    """Also those of earlier starts of the same job."""
    files: tuple[FileDone, ...]
    """Of `reread` and `verify-restored`, in the order of paths: everything proven, whenever that was."""
    comparisons: tuple[Comparison, ...]
    """Of `compare-source`: those that are not unchanged first, in the order of paths and disks."""
    cut: tuple[str, ...]
    """Names of the lists in this file that have only their first 500 lines here, for a state is read often."""
