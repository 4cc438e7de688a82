"""The operation `copy`: one read of the source into every bag."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from migrator.bag.chunk_list import digest_of
from migrator.bag.entry import Entry
from migrator.copying.destination import BadChunk, Destination
from migrator.copying.job import Job
from migrator.copying.places import guarded, open_bags, why_refused
from migrator.copying.source import SourceChanged, SourceFile, SourceUnreadable, Task, find_tasks
from migrator.copying.state import Failure, FailureReason, Rescue
from migrator.copying.state_keeper import StateKeeper
from migrator.copying.transfer import Chunk, Means, Stopped, ready, transfer
from migrator.ports.file_operations import FileOperations


class NoGoodCopy(Exception):
    """A chunk is bad wherever it should be."""


def copy_items(job: Job, files: FileOperations, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    """Copy everything that is not in the bags yet; return whether it was stopped."""
    bags = open_bags(job, files, keeper)
    places = {place.disk: place for place in job.bags}
    tasks, failures = find_tasks(job, bags, files)
    for failure in failures:
        keeper.add_failure(failure)
    keeper.files_total = len(tasks)
    keeper.bytes_total = sum(task.entry.size_bytes for task in tasks)
    try:
        with ThreadPoolExecutor(max(1, len(bags)), "disk") as pool:
            means = Means(keeper, pool, job.sync_every_chunks, should_stop)
            for task in tasks:
                if should_stop():
                    return True
                live = [bag for bag in bags if bag.failure is None]
                for bag in live:
                    with guarded(bag):  # another controller may have taken over meanwhile
                        refused = why_refused(places[bag.disk], job, files)
                        if refused is not None:
                            bag.fail(refused)
                live = [bag for bag in live if bag.failure is None]
                if live:
                    _EntryCopy(task, live, files, means).run()
    except Stopped:
        return True
    finally:
        for bag in bags:
            if bag.failure is not None:
                keeper.fail_disk(bag.disk, bag.failure, bag.found)
    return False


class _EntryCopy:
    """One entry on its way into the bags that lack it."""

    def __init__(self, task: Task, live: Sequence[Destination], files: FileOperations, means: Means) -> None:
        self._means = means
        self._keeper = means.keeper
        self._live = live
        for bag in live:
            with guarded(bag):
                bag.settle(task.entry)
        self._entry = self._settled_version(task)
        usable = task.is_there and self._entry is task.entry
        self._source = SourceFile(task.entry, task.path, files) if usable else None
        self._source_was_read = False
        self._known: list[bytes] = []
        self._holders: list[tuple[int, Destination]] = []
        self._from_source_first = False

    def run(self) -> None:
        """Copy it, or note why not; raises Stopped."""
        entry, keeper = self._entry, self._keeper
        positions = {}
        for bag in self._live:
            with guarded(bag):
                positions[bag.disk] = bag.position(entry)
        begun = {bag.disk for bag in self._live if (known := bag.recorded(entry)) and known.same_version(entry)}
        lacking = [bag for bag in ready(self._live, entry, keeper) if bag.disk in positions]
        for bag in self._live:
            if bag.disk in positions:
                done = entry.size_bytes if bag.is_whole(entry) else positions[bag.disk] * entry.chunk_bytes
                keeper.add_bytes(bag.disk, min(done, entry.size_bytes))
        self._choose_holders(positions, lacking, begun)
        try:
            transfer(entry, lacking, positions, self._provide, self._means)
        except SourceUnreadable as error:
            self._note(FailureReason.SOURCE_UNREADABLE, error.offset_bytes, error.found)
        except SourceChanged:
            self._note(FailureReason.CHANGED_WHILE_COPIED)
            for bag in lacking:
                with guarded(bag):
                    bag.drop(entry)
        except NoGoodCopy as error:
            self._note(FailureReason.NO_GOOD_COPY, error.args[0] * entry.chunk_bytes)
        finally:
            if self._source is not None:
                self._source.close()
        if all(bag.is_whole(entry) for bag in self._live):
            keeper.files_done += 1

    def _choose_holders(self, positions: dict[str, int], lacking: Sequence[Destination], begun: set[str]) -> None:
        entry = self._entry
        self._holders = sorted(
            ((positions[bag.disk], bag) for bag in self._live if positions.get(bag.disk)), key=lambda held: -held[0]
        )
        if self._holders:
            count, leader = self._holders[0]
            self._known = leader.progress.digests(entry.key)[:count]
            # A disk that is new to an entry takes it from the source; one that fell behind in a crash must not make
            # the source be read again.
            self._from_source_first = leader.is_whole(entry) and not any(bag.disk in begun for bag in lacking)

    def _settled_version(self, task: Task) -> Entry:
        """Return the version that the bags are to hold: one that is whole in a bag stays what it is."""
        for bag in self._live:
            known = bag.recorded(task.entry)
            if known is not None and bag.is_whole(known) and not known.same_version(task.entry):
                self._keeper.add_failure(_failure(known, FailureReason.CHANGED_SINCE_COPIED))
                return known
        return task.entry

    def _provide(self, index: int) -> Chunk:
        if index == self._entry.chunk_count:
            if self._source is not None and self._source_was_read:
                self._source.check_unchanged()
            return Chunk(b"", b"")
        if index < len(self._known):
            return Chunk(self._caught_up(index), self._known[index])
        data = self._read_source(index)
        return Chunk(data, digest_of(data))

    def _read_source(self, index: int) -> bytes:
        if self._source is None:
            raise NoGoodCopy(index)
        self._source_was_read = True
        data = self._source.read(index)
        self._keeper.add_source_bytes(len(data))
        return data

    def _caught_up(self, index: int) -> bytes:
        """Return a chunk that a bag has already: from the source where that is right, else from a bag, with proof."""
        digest = self._known[index]
        if self._from_source_first and self._source is not None:
            try:
                data = self._read_source(index)
            except SourceUnreadable:
                data = b""
            if digest_of(data) == digest:
                return data
        bad_on: list[str] = []
        for count, bag in self._holders:
            if index < count and bag.failure is None:
                try:
                    data = bag.read_proven(self._entry, index, digest)
                except BadChunk:
                    bad_on.append(bag.disk)
                    continue
                self._note_rescues(index, bad_on, bag.disk)
                return data
        data = self._read_source(index)
        if digest_of(data) != digest:
            raise SourceChanged
        self._note_rescues(index, bad_on, None)
        return data

    def _note_rescues(self, index: int, bad_on: list[str], taken_from: str | None) -> None:
        offset = index * self._entry.chunk_bytes
        for disk in bad_on:
            self._keeper.add_rescue(
                Rescue(
                    root=self._entry.root,
                    path=self._entry.path,
                    offset_bytes=offset,
                    bad_on=disk,
                    taken_from=taken_from,
                )
            )

    def _note(self, reason: FailureReason, offset_bytes: int | None = None, found: str | None = None) -> None:
        self._keeper.add_failure(_failure(self._entry, reason, offset_bytes, found))


def _failure(entry: Entry, reason: FailureReason, offset_bytes: int | None = None, found: str | None = None) -> Failure:
    return Failure(reason=reason, root=entry.root, path=entry.path, offset_bytes=offset_bytes, found=found)
