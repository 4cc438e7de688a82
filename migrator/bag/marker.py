"""The file at an external disk's root that says what the disk is for."""

import json
from typing import Final, Literal

from pydantic import Field

from migrator.bag.names import fault_of_path
from migrator.domain.canonical import plain
from migrator.domain.model import Model, UtcTime

MARKER_SCHEMA: Final = 1


class DiskMarker(Model):
    """One of the external disks of one migration."""

    kind: Literal["migrator-disk"] = "migrator-disk"
    schema_version: Literal[1] = MARKER_SCHEMA
    migration: str = Field(min_length=1)
    disk: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    """The disk's name in the plan: `a`, `b`, or the one that takes the place of a lost disk."""
    volume_serial: str | None
    """NTFS serial number when the marker was written; null where it was not known."""
    gpt_disk_id: str | None
    bag: str
    """Folder of the bag, relative to the volume's root."""
    epoch: int = Field(ge=1)
    """Raised when another controller adopts the migration; a job with a lower one is not carried out."""
    written_at: UtcTime


def write_marker(marker: DiskMarker) -> bytes:
    """Return the file's content."""
    return (json.dumps(plain(marker), ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def read_marker(content: bytes) -> DiskMarker:
    """Return the marker; raises ValueError where the file is none or its bag lies elsewhere than below the root."""
    marker = DiskMarker.model_validate_json(content)
    if fault_of_path(marker.bag) is not None:
        raise ValueError(marker.bag)
    return marker
