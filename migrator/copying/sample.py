"""The operation `sample`: reads a seeded part of what is proven again, for a disk that was away since."""

import hashlib
from collections.abc import Callable, Iterator

from migrator.bag.chunk_list import digest_of
from migrator.bag.difference import Difference, DifferenceKind
from migrator.bag.entry import Entry
from migrator.copying.destination import Destination
from migrator.copying.job import Job
from migrator.copying.places import guarded, open_bags
from migrator.copying.progress import Stage
from migrator.copying.state_keeper import StateKeeper
from migrator.ports.file_operations import FileOperations

_WHOLE = 1000


def sample(job: Job, files: FileOperations, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    """Compare chosen chunks, at least one of each file, with their digests; return whether it was stopped."""
    bags = open_bags(job, files, keeper)
    chosen = {bag.disk: [(entry, list(_chunks(entry, job))) for entry in _proven(bag, job)] for bag in bags}
    amounts = [
        sum(entry.chunk_size(index) for entry, chunks in entries for index in chunks) for entries in chosen.values()
    ]
    keeper.files_total = max((len(entries) for entries in chosen.values()), default=0)
    keeper.bytes_total = max(amounts, default=0)
    for bag in bags:
        with guarded(bag):
            for entry, chunks in chosen[bag.disk]:
                if should_stop():
                    return True
                keeper.add_differences(bag.disk, _compare(bag, entry, chunks, keeper))
        if bag.failure is not None:
            keeper.fail_disk(bag.disk, bag.failure, bag.found)
    keeper.files_done = keeper.files_total
    return False


def _proven(bag: Destination, job: Job) -> list[Entry]:
    known = bag.progress
    entries = [entry for key, entry in known.entries.items() if known.stages[key] is Stage.PROVEN]
    return sorted((entry for entry in entries if job.is_meant(entry.owner)), key=lambda entry: entry.safe_path)


def _chunks(entry: Entry, job: Job) -> Iterator[int]:
    """Yield the indexes that the seed chooses: the same for every implementation, others for another seed."""
    ranked = sorted(range(entry.chunk_count), key=lambda index: _rank(job.sample_seed, entry.key, index))
    wanted = -(-entry.chunk_count * job.sample_per_mille // _WHOLE)
    yield from sorted(ranked[:wanted])


def _rank(seed: str, key: str, index: int) -> bytes:
    return hashlib.sha256(f"{seed}/{key}/{index}".encode()).digest()


def _compare(bag: Destination, entry: Entry, chunks: list[int], keeper: StateKeeper) -> list[Difference]:
    path = bag.place(entry)
    facts = bag.files.facts(path)
    if facts is None:
        return [Difference(kind=DifferenceKind.MISSING, path=entry.safe_path)]
    if facts.size_bytes != entry.size_bytes:
        return [Difference(kind=DifferenceKind.MISMATCHED, path=entry.safe_path, found=str(facts.size_bytes))]
    digests = bag.progress.digests(entry.key)
    found = []
    file = bag.files.open_read(path, from_disk=True)
    try:
        for index in chunks:
            data = file.read_at(index * entry.chunk_bytes, entry.chunk_size(index))
            keeper.add_bytes(bag.disk, len(data))
            if index >= len(digests) or digest_of(data) != digests[index]:
                offset = index * entry.chunk_bytes
                found.append(Difference(kind=DifferenceKind.MISMATCHED, path=entry.safe_path, offset_bytes=offset))
    finally:
        file.close()
    return found
