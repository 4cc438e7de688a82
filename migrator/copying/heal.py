"""Writes the bad chunks of one file again, and no others: a file of two terabytes is not copied anew for one sector."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from migrator.bag import layout
from migrator.bag.chunk_list import LINE_BYTES, lines_of
from migrator.bag.entry import Entry
from migrator.copying.destination import Destination
from migrator.copying.progress import Stage
from migrator.copying.state import Rescue
from migrator.copying.transfer import Chunk, Stopped
from migrator.ports.file_operations import WriteFile


class NoGoodCopy(Exception):
    """A chunk is bad wherever it should be; its index is the argument."""


class Offer(NamedTuple):
    """A place that a good chunk may come from."""

    disk: str | None
    """None is the source itself."""
    read: Callable[[int], Chunk | None]
    """A chunk whose digest was checked against this place's own word; None where it has none such."""


def heal(
    destination: Destination, entry: Entry, offers: Sequence[Offer], should_stop: Callable[[], bool]
) -> list[Rescue]:
    """Write each bad chunk again with its digest, from the first offer that has it; the next re-read proves it.

    Raises NoGoodCopy, after everything that could be healed is; Stopped; OSError where the destination fails.
    """
    key = entry.key
    bad = destination.progress.bad_chunks.get(key, ())
    part = destination.part(entry)
    rescues: list[Rescue] = []
    left: list[int] = []
    content = destination.files.open_write(part)
    try:
        digests = destination.files.open_write(destination.work / layout.chunk_list(key))
        try:
            for index in bad:
                if should_stop():
                    raise Stopped
                taken = _first(offers, index) if index < entry.chunk_count else None
                if taken is not None:
                    _write(content, digests, entry, index, taken[1])
                    rescues.append(_rescue(entry, index, destination.disk, taken[0]))
                elif index < entry.chunk_count:
                    left.append(index)
            content.truncate(entry.size_bytes)
            content.sync()
        finally:
            digests.close()
    finally:
        content.close()
    for rescue in rescues:
        destination.progress.note_rescue(key, rescue)
    if left:
        destination.progress.record(Stage.MISMATCHED, key, bad_chunks=tuple(left))
        raise NoGoodCopy(left[0])
    destination.files.set_modified(part, entry.modified_unix_ns)
    destination.progress.record(Stage.WRITTEN, key)
    destination.files.rename_new(part, destination.place(entry))
    return rescues


def _first(offers: Sequence[Offer], index: int) -> tuple[str | None, Chunk] | None:
    for offer in offers:
        chunk = offer.read(index)
        if chunk is not None:
            return offer.disk, chunk
    return None


def _write(content: WriteFile, digests: WriteFile, entry: Entry, index: int, chunk: Chunk) -> None:
    content.write_at(index * entry.chunk_bytes, chunk.data)
    content.sync()
    digests.write_at(index * LINE_BYTES, lines_of([chunk.digest]))
    digests.sync()


def _rescue(entry: Entry, index: int, bad_on: str, taken_from: str | None) -> Rescue:
    offset = index * entry.chunk_bytes
    return Rescue(root=entry.root, path=entry.path, offset_bytes=offset, bad_on=bad_on, taken_from=taken_from)
