"""One file that is in a bag, by its true path; the entry list is one of these on each line."""

import base64
import hashlib
import json
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints

from migrator.bag.names import fault_of_path, fault_of_true_path, safe_path
from migrator.domain.canonical import canonical_json, plain
from migrator.domain.decisions import Sha256
from migrator.domain.model import Model, SizeBytes

CHUNK_BYTES: Final = 16 << 20

_VERSION: Final = ("size_bytes", "modified_unix_ns", "data_write_guid", "vhd_footer")

RootId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
ChunkBytes = Annotated[int, Field(ge=4096, multiple_of=4096)]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Entry(Model):
    """A file with what is needed to put it back; the content stands under `safe_path` in the bag."""

    root: RootId
    """Id of the volume that it came from, as the job named it."""
    path: str = Field(min_length=1)
    """True path below the root, with `/`; a half surrogate, which JSON tools refuse, is shown as U+FFFD."""
    path_utf16: str | None
    """The true path as base64 of UTF-16LE where `path` could not say it; null otherwise."""
    owner: str | None
    """What the file belongs to: the id of a virtual machine; null for other data."""
    safe_path: str = Field(pattern=r"^data/")
    size_bytes: SizeBytes
    modified_unix_ns: int
    created_unix_ns: int | None
    attributes: int = Field(ge=0)
    """Windows file attributes; sparse, compressed and encrypted are told here and not repeated on the disk."""
    data_write_guid: str | None
    """Of a VHDX: changes whenever its content was changed; null for other files."""
    vhd_footer: Sha256 | None = None
    """Of a VHD: SHA-256 of its last 512 bytes, the footer; null for other files."""
    chunk_bytes: ChunkBytes
    sha256: Sha256 | None
    """Formed in the re-read; null until every chunk there equalled the source's."""

    @classmethod
    def of(
        cls,
        root: str,
        true_path: str,
        *,
        owner: str | None,
        size_bytes: int,
        modified_unix_ns: int,
        created_unix_ns: int | None = None,
        attributes: int = 0,
        data_write_guid: str | None = None,
        vhd_footer: str | None = None,
        chunk_bytes: int = CHUNK_BYTES,
    ) -> Self:
        """Return the entry of a file by its true path, which may hold anything that a Windows name may."""
        return cls(
            root=root,
            path=shown_path(true_path),
            path_utf16=utf16_of(true_path),
            owner=owner,
            safe_path=f"data/{root}/{safe_path(true_path)}",
            size_bytes=size_bytes,
            modified_unix_ns=modified_unix_ns,
            created_unix_ns=created_unix_ns,
            attributes=attributes,
            data_write_guid=data_write_guid,
            vhd_footer=vhd_footer,
            chunk_bytes=chunk_bytes,
            sha256=None,
        )

    @property
    def true_path(self) -> str:
        """The path as the source host had it."""
        if self.path_utf16 is None:
            return self.path
        return base64.b64decode(self.path_utf16).decode("utf-16-le", "surrogatepass")

    @property
    def key(self) -> str:
        """Name of the entry's chunk list: the same on every disk."""
        return key_of(self.root, self.true_path)

    @property
    def chunk_count(self) -> int:
        """How many chunks the content has; the last may be short."""
        return -(-self.size_bytes // self.chunk_bytes)

    def chunk_size(self, index: int) -> int:
        """Return the length of one chunk."""
        return min(self.chunk_bytes, self.size_bytes - index * self.chunk_bytes)

    def changed_from(self, other: "Entry") -> tuple[str, ...]:
        """Return the names of the fields that tell two versions of a content apart; none where they are the same."""
        return tuple(name for name in _VERSION if getattr(self, name) != getattr(other, name))

    def same_version(self, other: "Entry") -> bool:
        """Whether both speak of the same content, as far as can be told without reading it."""
        return not self.changed_from(other) and self.chunk_bytes == other.chunk_bytes


def shown_path(true_path: str) -> str:
    """Return what can be shown of a path: a half surrogate, which JSON tools refuse, as U+FFFD."""
    return true_path.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def utf16_of(true_path: str) -> str | None:
    """Return base64 of UTF-16LE for a path that cannot be shown as it is; None for any other."""
    if shown_path(true_path) == true_path:
        return None
    return base64.b64encode(true_path.encode("utf-16-le", "surrogatepass")).decode()


def key_of(root: str, true_path: str) -> str:
    """Return the first 32 hex digits of SHA-256 over root, `/` and true path."""
    return hashlib.sha256(f"{root}/{true_path}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def write_entries(entries: tuple[Entry, ...]) -> str:
    """Return the entry list's text: one line each, in the order of the safe paths."""
    ordered = sorted(entries, key=lambda entry: entry.safe_path)
    return "".join(canonical_json(plain(entry)) + "\n" for entry in ordered)


def read_entries(text: str) -> tuple[Entry, ...]:
    """Return the entries of a list that anyone may have written.

    Raises ValueError (pydantic's ValidationError is one) for a line that is no entry, or one that leads elsewhere.
    """
    entries = tuple(Entry.model_validate(json.loads(line)) for line in text.split("\n") if line)
    for entry in entries:
        if fault_of_path(entry.safe_path) or fault_of_true_path(entry.true_path):
            raise ValueError(entry.safe_path)
    return entries
