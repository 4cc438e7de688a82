"""A bag that is restored from: it gives a chunk only as its digest says."""

from pathlib import Path

from migrator.bag import layout
from migrator.bag.chunk_list import digest_of
from migrator.bag.entry import Entry
from migrator.bag.validation import chunk_digests, inside, open_bag
from migrator.copying.transfer import Chunk
from migrator.ports.file_operations import FileOperations


class BagSource:
    """One bag that is restored from."""

    def __init__(self, disk: str, bag: Path, files: FileOperations) -> None:
        self.disk = disk
        self._bag = bag
        self._files = files
        opened = open_bag(bag, files)
        self.entries = {entry.key: entry for entry in opened.entries.values()}
        bad = any(fault.path == layout.ENTRIES for fault in opened.faults)
        self.is_readable = not bad and files.facts(bag / layout.ENTRIES) is not None
        """Whether the entry list is there, and one that may be believed."""
        self._digests: tuple[str, list[bytes]] = ("", [])

    def digests(self, entry: Entry) -> list[bytes]:
        """Return the digests of the entry's chunks, as this bag has them."""
        if self._digests[0] != entry.key:
            self._digests = (entry.key, chunk_digests(self._bag, entry, self._files))
        return self._digests[1]

    def read(self, entry: Entry, index: int) -> Chunk | None:
        """Return a chunk that is as its digest says; None where this bag has none such."""
        known = self.entries.get(entry.key)
        if known is None or known.sha256 != entry.sha256 or not inside(self._bag, known.safe_path, self._files):
            return None
        digests = self.digests(entry)
        try:
            file = self._files.open_read(self._bag / known.safe_path)
            try:
                data = file.read_at(index * entry.chunk_bytes, entry.chunk_size(index))
            finally:
                file.close()
        except OSError:
            return None
        digest = digest_of(data)
        return Chunk(data, digest) if index < len(digests) and digest == digests[index] else None
