"""Re-reads one entry where it now lies: only what comes from that disk can prove the copy."""

from collections.abc import Callable

from migrator.bag.difference import Difference, DifferenceKind
from migrator.bag.entry import Entry
from migrator.bag.reading import read_through
from migrator.copying.destination import Destination
from migrator.copying.progress import Stage


def prove(destination: Destination, entry: Entry, on_bytes: Callable[[int], None]) -> tuple[Difference, ...]:
    """Compare each chunk with the source's and record the file's SHA-256, or which chunks are bad."""
    path = destination.place(entry)
    digests = destination.progress.digests(entry.key)
    file = destination.files.open_read(path, from_disk=True)
    try:
        read = read_through(file, entry.chunk_bytes, digests, entry.size_bytes, on_bytes)
    finally:
        file.close()
    bad = set(read.bad_chunks) | set(range(len(digests), entry.chunk_count))
    if read.unreadable_at is not None:
        # Behind it nothing was read; the next re-read says what of the rest is good.
        bad.add(read.unreadable_at // entry.chunk_bytes)
    elif not bad and (read.size_bytes != entry.size_bytes or entry.sha256 not in (None, read.sha256)):
        # Every chunk is as its list says, so the list itself is not the one that was proven.
        bad = set(range(max(1, entry.chunk_count)))
    if not bad:
        destination.progress.record(Stage.PROVEN, entry.key, sha256=read.sha256)
        return ()
    chunks = tuple(sorted(bad))
    destination.progress.record(Stage.MISMATCHED, entry.key, bad_chunks=chunks)
    kind = DifferenceKind.MISMATCHED if read.unreadable_at is None else DifferenceKind.UNREADABLE
    return tuple(
        Difference(kind=kind, path=entry.safe_path, offset_bytes=index * entry.chunk_bytes) for index in chunks
    )
