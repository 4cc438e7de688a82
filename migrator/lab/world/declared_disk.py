"""What a lab declares of a virtual disk, as it travels inside the file: a copy still is the disk it was copied from."""

import json
from dataclasses import dataclass
from typing import Final

from migrator.lab.world.model_disk import VirtualDiskFile

_MOST_BYTES: Final = 427
"""The reserved part of a VHD footer, the tighter of the two places."""


class NotDeclared(Exception):
    """The file carries nothing of the lab."""


@dataclass(frozen=True)
class DeclaredDisk:
    """The part that the small real file cannot show by itself."""

    size_bytes: int
    vhd_type: str
    block_bytes: int
    parent_path: str | None = None
    """Only a VHD needs it; a VHDX has a parent locator."""

    def pack(self) -> bytes:
        """Return the text; a path too long for its place stays out."""
        text = self._text(self.parent_path)
        return text if len(text) <= _MOST_BYTES else self._text(None)

    def _text(self, parent_path: str | None) -> bytes:
        return json.dumps([self.size_bytes, self.vhd_type, self.block_bytes, parent_path]).encode("ascii")


def declare_disk(disk: VirtualDiskFile) -> bytes:
    """Return what is written into the file of a disk."""
    parent = disk.parent_path if disk.vhd_format == "VHD" else None
    return DeclaredDisk(disk.size_bytes, disk.vhd_type, disk.block_bytes, parent).pack()


def read_declared(content: bytes) -> DeclaredDisk:
    """Read it back; raises NotDeclared where a file has none."""
    try:
        size, kind, block, parent = json.loads(content)
    except ValueError as fault:
        raise NotDeclared(content[:40]) from fault
    return DeclaredDisk(size, kind, block, parent)
