"""Recognises a restored file without its log, and takes the log away when it is of no more use."""

from collections.abc import Callable, Sequence

from migrator.bag import layout
from migrator.bag.chunk_list import lines_of
from migrator.bag.entry import Entry
from migrator.bag.reading import read_through
from migrator.copying.destination import Destination
from migrator.copying.progress import Stage


def adopt(target: Destination, entry: Entry, digests: Sequence[bytes], on_bytes: Callable[[int], None]) -> bool:
    """Take a file that stands where the entry goes for the entry, if every chunk and the whole are as they should be."""
    files, path = target.files, target.place(entry)
    facts = files.facts(path)
    if (
        facts is None
        or not facts.is_regular
        or facts.size_bytes != entry.size_bytes
        or len(digests) != entry.chunk_count
        or target.leads_elsewhere(entry)
    ):
        return False
    file = files.open_read(path, from_disk=True)
    try:
        read = read_through(file, entry.chunk_bytes, digests, entry.size_bytes, on_bytes)
    finally:
        file.close()
    if read.bad_chunks or read.unreadable_at is not None or read.sha256 != entry.sha256:
        return False
    target.progress.begin(entry)
    files.replace_small(target.work / layout.chunk_list(entry.key), lines_of(list(digests)))
    target.progress.record(Stage.PROVEN, entry.key, sha256=read.sha256)
    return True


def tidy(target: Destination) -> None:
    """Remove the log of a restore whose files are all proven; `adopt` recognises them if somebody asks again."""
    progress, files = target.progress, target.files
    if any(stage is not Stage.PROVEN for stage in progress.stages.values()):
        return
    for key in progress.stages:
        files.remove(target.work / layout.chunk_list(key))
    files.remove(target.work / layout.PROGRESS)
    for folder in (layout.CHUNKS, layout.WORK, layout.OURS, "."):
        files.remove_folder(target.work / folder)
