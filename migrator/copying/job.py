"""The job file: what a copy task on a host is to do, the same for every implementation."""

from enum import StrEnum
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from migrator.bag.entry import CHUNK_BYTES, ChunkBytes, RootId
from migrator.domain.model import Model

JOB_SCHEMA: Final = 1


class Operation(StrEnum):
    """What a job does."""

    COPY = "copy"
    """One read of the items into every bag; a bag that was closed before takes more."""
    REREAD = "reread"
    """Read what is not proven yet from each bag's disk, compare every chunk with the source's, form SHA-256."""
    CLOSE = "close"
    """Write each bag's manifests over everything that is proven there; needs no source."""
    COMPARE_SOURCE = "compare-source"
    """Compare size, time and DataWriteGuid of the items with what the bags have of them; nothing is written."""
    RESTORE = "restore"
    """Bring entries of the bags back, each chunk from the first bag that has it whole."""
    VERIFY_RESTORED = "verify-restored"
    """Read restored files from their disk; one that is not as the bag says is made good by `restore`, given again."""
    VERIFY = "verify"
    """Read whole bags and name the differences; nothing is written into them."""
    SAMPLE = "sample"
    """Read a seeded part of what is proven in each bag again; nothing is written."""


class Item(Model):
    """A file, or a folder with all that is below it."""

    root: RootId
    path: str = Field(min_length=1)
    """Below the root, with `/`; `.` is all of the root."""
    owner: str | None = None
    """Id of the virtual machine it belongs to."""
    to: str | None = Field(default=None, min_length=1)
    """For `restore`: the folder or file on this host that takes the item's place; null goes by `restore_to`."""


class BagPlace(Model):
    """A bag on an external disk."""

    disk: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    """The disk's name, as its marker file has it."""
    root: RootId
    """The root that is the disk's volume; its marker file lies there."""
    bag: str = Field(min_length=1)
    """The bag's folder below that root, with `/`."""


class Job(Model):
    """One task; the same file is given again to go on after a stop or a crash."""

    kind: Literal["copy-job"] = "copy-job"
    schema_version: Literal[1] = JOB_SCHEMA
    job: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$")
    migration: str = Field(min_length=1)
    epoch: int = Field(ge=1)
    """Of the controller that gave the job; a bag whose disk knows a higher one is not touched."""
    operation: Operation
    roots: dict[RootId, str]
    """Folder of each volume on this host, by id: letters change, ids do not."""
    items: tuple[Item, ...] = ()
    """What to copy, compare or restore; empty for a restore of everything that `owners` lets through."""
    owners: tuple[str, ...] = ()
    """Only what belongs to these; empty is everything. `close` and `verify` are about whole bags."""
    bags: tuple[BagPlace, ...] = Field(min_length=1)
    """Destinations of `copy`; sources of `restore`, in order of preference."""
    restore_to: dict[RootId, str] = Field(default_factory=dict)
    """For `restore`: the folder that takes the place of each source root."""
    attempts_while_changing: int = Field(default=3, ge=1)
    """How often a file of at most 64 MiB is copied that changes meanwhile; a larger one is named at once."""
    replace_changed: bool = False
    """For `copy`: what is whole in a bag, but of another version than the source now, is copied again."""
    sample_seed: str = ""
    """For `sample`: decides which chunks are read."""
    sample_per_mille: int = Field(default=10, ge=1, le=1000)
    """For `sample`: how many of a thousand chunks of each file, at least one."""
    chunk_bytes: ChunkBytes = CHUNK_BYTES
    sync_every_chunks: int = Field(default=4, ge=1)
    """How many chunks may be lost by a power cut: after that many, data and digests are synced."""
    state_file: str = Field(min_length=1)
    stop_file: str = Field(min_length=1)
    """The job ends in good order soon after a file of this name is there."""

    @model_validator(mode="after")
    def _known_roots(self) -> Self:
        from_source = self.operation in (Operation.COPY, Operation.COMPARE_SOURCE)
        used = {item.root for item in self.items} if from_source else set()
        unknown = (used | {place.root for place in self.bags}) - self.roots.keys()
        if unknown:
            raise ValueError(f"no folder for roots: {', '.join(sorted(unknown))}")
        disks = [place.disk for place in self.bags]
        if len(set(disks)) != len(disks):
            raise ValueError("a disk stands twice in bags")
        return self

    def is_meant(self, owner: str | None) -> bool:
        """Whether the job is about what belongs to `owner`."""
        return not self.owners or owner in self.owners
