"""What is not as a manifest says: data, never an exception, for one bad file does not hide the others."""

from enum import StrEnum

from migrator.domain.model import Model


class DifferenceKind(StrEnum):
    """How a file differs from what was promised."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"
    MISMATCHED = "mismatched"
    UNREADABLE = "unreadable"
    """It is there, but the disk or the format does not let it be read."""
    UNSAFE = "unsafe"
    """The path leads out of the bag or has a meaning of its own; it was not followed."""
    COLLISION = "collision"
    """Some file system takes the path for another one, which `found` names."""


class Difference(Model):
    """One difference of a bag."""

    kind: DifferenceKind
    path: str
    """As the bag says it; for a payload file the safe path."""
    expected: str | None = None
    found: str | None = None
    offset_bytes: int | None = None
    """Where the first bad chunk begins; null where the whole file is meant."""
