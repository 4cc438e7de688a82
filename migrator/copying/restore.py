"""The operation `restore`: brings entries back, each chunk from the first bag that has it whole."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from migrator.bag.chunk_list import digest_of
from migrator.bag.difference import DifferenceKind
from migrator.bag.entry import Entry
from migrator.bag.reading import Interrupted
from migrator.bag.validation import chunk_digests, inside, open_bag
from migrator.copying.copy_items import NoGoodCopy
from migrator.copying.destination import Destination
from migrator.copying.job import Job
from migrator.copying.places import bag_folder, open_bags
from migrator.copying.progress import Stage
from migrator.copying.prove import prove
from migrator.copying.source import holds
from migrator.copying.state import Failure, FailureReason, Rescue
from migrator.copying.state_keeper import StateKeeper
from migrator.copying.transfer import Chunk, Means, Stopped, ready, transfer
from migrator.ports.file_operations import FileOperations

WORK = ".migrator-restore"
"""In the folder that is restored to: unfinished files and how far they are."""


class _Source:
    """One bag that is restored from."""

    def __init__(self, disk: str, bag: Path, files: FileOperations) -> None:
        self.disk = disk
        self._bag = bag
        self._files = files
        self.entries = {entry.key: entry for entry in open_bag(bag, files).entries.values()}
        self._digests: tuple[str, list[bytes]] = ("", [])

    def read(self, entry: Entry, index: int) -> Chunk | None:
        """Return a chunk that is as its digest says; None where this bag has none such."""
        known = self.entries.get(entry.key)
        if known is None or known.sha256 != entry.sha256 or not inside(self._bag, known.safe_path, self._files):
            return None
        if self._digests[0] != entry.key:
            self._digests = (entry.key, chunk_digests(self._bag, known, self._files))
        digests = self._digests[1]
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


def restore(job: Job, files: FileOperations, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    """Restore what the items name, or everything; return whether it was stopped.

    Raises OSError where the place that is restored to fails: there is no other.
    """
    allowed = {bag.disk for bag in open_bags(job, files, keeper)}
    sources = [_Source(place.disk, bag_folder(place, job), files) for place in job.bags if place.disk in allowed]
    entries: dict[str, Entry] = {}
    for source in sources:
        for key, entry in source.entries.items():
            if not job.items or any(holds(item, entry) for item in job.items):
                entries.setdefault(key, entry)
    for item in job.items:
        if not any(holds(item, entry) for entry in entries.values()):
            keeper.add_failure(Failure(reason=FailureReason.SOURCE_MISSING, root=item.root, path=item.path))
    keeper.files_total = len(entries)
    keeper.bytes_total = sum(entry.size_bytes for entry in entries.values())
    targets: dict[str, Destination] = {}
    try:
        with ThreadPoolExecutor(1, "restore") as pool:
            means = Means(keeper, pool, job.sync_every_chunks, should_stop)
            for entry in sorted(entries.values(), key=lambda found: found.safe_path):
                if entry.root not in job.restore_to:
                    keeper.add_failure(_failure(entry, FailureReason.UNSAFE_PATH))
                    continue
                target = targets.get(entry.root) or _target(entry.root, job, files)
                targets[entry.root] = target
                _restore_entry(entry, target, sources, means)
    except (Stopped, Interrupted):
        return True
    return False


def _target(root: str, job: Job, files: FileOperations) -> Destination:
    folder = Path(job.restore_to[root])
    # Progress is counted on the first bag's disk: a restore has one place that it fills.
    return Destination(job.bags[0].disk, folder / WORK, lambda entry: folder / entry.true_path, files)


def _restore_entry(entry: Entry, target: Destination, sources: Sequence[_Source], means: Means) -> None:
    keeper = means.keeper
    target.settle(entry)
    position = target.position(entry)
    before = entry.size_bytes if target.is_whole(entry) else min(position * entry.chunk_bytes, entry.size_bytes)
    lacking = ready([target], entry, keeper)
    _raise_failure(target)
    keeper.add_bytes(target.disk, before)

    def provide(index: int) -> Chunk:
        if index == entry.chunk_count:
            return Chunk(b"", b"")
        bad_on: list[str] = []
        for source in sources:
            chunk = source.read(entry, index)
            if chunk is not None:
                for disk in bad_on:
                    keeper.add_rescue(_rescue(entry, index, disk, source.disk))
                return chunk
            bad_on.append(source.disk)
        raise NoGoodCopy(index)

    try:
        transfer(entry, lacking, {target.disk: position}, provide, means)
    except NoGoodCopy as error:
        keeper.add_failure(_failure(entry, FailureReason.NO_GOOD_COPY, error.args[0] * entry.chunk_bytes))
        return
    _raise_failure(target)
    if not target.is_whole(entry):
        return  # somebody else's file stands there
    if target.progress.stages[entry.key] is Stage.PROVEN or _is_proven(entry, target, means):
        keeper.files_done += 1


def _is_proven(entry: Entry, target: Destination, means: Means) -> bool:
    def stop_between(_: int) -> None:
        if means.should_stop():
            raise Interrupted

    differences = prove(target, entry, stop_between)
    for difference in differences[:1]:
        unreadable = difference.kind is DifferenceKind.UNREADABLE
        reason = FailureReason.INPUT_OUTPUT if unreadable else FailureReason.MISMATCHED
        means.keeper.add_failure(_failure(entry, reason, difference.offset_bytes))
    return not differences


def _raise_failure(target: Destination) -> None:
    if target.failure is not None:
        raise OSError(target.failure.value, target.found)


def _failure(entry: Entry, reason: FailureReason, offset_bytes: int | None = None) -> Failure:
    return Failure(reason=reason, root=entry.root, path=entry.path, offset_bytes=offset_bytes)


def _rescue(entry: Entry, index: int, bad_on: str, taken_from: str) -> Rescue:
    offset = index * entry.chunk_bytes
    return Rescue(root=entry.root, path=entry.path, offset_bytes=offset, bad_on=bad_on, taken_from=taken_from)
