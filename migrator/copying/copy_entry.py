"""Brings one entry into every bag that lacks it, each of its chunks from the best place there is."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from migrator.bag.chunk_list import digest_of
from migrator.bag.entry import Entry
from migrator.bag.uncovered import Uncovered
from migrator.copying.destination import BadChunk, Destination
from migrator.copying.heal import NoGoodCopy, Offer, heal
from migrator.copying.places import guarded
from migrator.copying.source import SourceChanged, SourceFile, SourceUnreadable, Task
from migrator.copying.state import Failure, FailureReason, Rescue
from migrator.copying.transfer import Chunk, Means, ready, transfer
from migrator.ports.file_operations import FileOperations


class Outcome(Enum):
    """What became of one attempt."""

    ENDED = auto()
    """It is where it can be; what failed was noted."""
    CHANGED = auto()
    """The source changed meanwhile; nothing of it was kept."""


class EntryCopy:
    """One entry on its way into the bags that lack it."""

    def __init__(
        self,
        task: Task,
        live: Sequence[Destination],
        files: FileOperations,
        means: Means,
        *,
        replace_changed: bool,
    ) -> None:
        self._means = means
        self._keeper = means.keeper
        self._live = live
        for bag in live:
            with guarded(bag):
                bag.settle(task.entry)
        self._entry = self._settled_version(task, replace_changed=replace_changed)
        usable = task.is_there and self._entry is task.entry
        self._source = SourceFile(task.entry, task.path, files) if usable else None
        self._source_was_read = False
        self._known: list[bytes] = []
        self._holders: list[tuple[int, Destination]] = []
        self._from_source_first = False

    def run(self, *, is_last: bool) -> Outcome:
        """Copy it, or note why not; that it changed is only noted for the last attempt. Raises Stopped."""
        try:
            self._heal()
            return self._run(is_last=is_last)
        finally:
            if self._source is not None:
                self._source.close()
            for bag in self._live:
                for rescue in bag.progress.rescues.get(self._entry.key, ()):
                    self._keeper.add_rescue(rescue)

    def _run(self, *, is_last: bool) -> Outcome:
        entry, keeper = self._entry, self._keeper
        positions = {}
        for bag in self._live:
            with guarded(bag):
                positions[bag.disk] = bag.position(entry)
        begun = {bag.disk for bag in self._live if (known := bag.recorded(entry)) and known.same_version(entry)}
        unhealed = {bag.disk for bag in self._live if bag.is_mismatched(entry)}
        candidates = [bag for bag in self._live if bag.disk in positions.keys() - unhealed]
        lacking = ready(candidates, entry, keeper)
        before = {bag.disk: keeper.bytes_done(bag.disk) for bag in candidates}
        for bag in candidates:
            done = entry.size_bytes if bag.is_whole(entry) else positions[bag.disk] * entry.chunk_bytes
            keeper.add_bytes(bag.disk, min(done, entry.size_bytes))
        self._choose_holders(positions, lacking, begun)
        try:
            transfer(entry, lacking, positions, self._provide, self._means)
        except SourceUnreadable as error:
            self._note(FailureReason.SOURCE_UNREADABLE, error.offset_bytes, error.found)
        except SourceChanged:
            for bag in lacking:
                with guarded(bag):
                    bag.drop(entry)
                    keeper.add_bytes(bag.disk, before[bag.disk] - keeper.bytes_done(bag.disk))
            if not is_last:
                return Outcome.CHANGED
            self._note(FailureReason.CHANGED_WHILE_COPIED)
        except NoGoodCopy as error:
            self._note(FailureReason.NO_GOOD_COPY, error.args[0] * entry.chunk_bytes)
        if all(bag.is_whole(entry) for bag in self._live):
            keeper.files_done += 1
        return Outcome.ENDED

    def _heal(self) -> None:
        """Make good what a re-read found bad, before anybody copies from there."""
        entry = self._entry
        for bag in self._live:
            if bag.failure is None and bag.is_mismatched(entry):
                others = [Offer(other.disk, self._from_bag(other)) for other in self._live if other is not bag]
                with guarded(bag):
                    try:
                        heal(bag, entry, [Offer(None, self._from_source), *others], self._means.should_stop)
                    except NoGoodCopy as error:
                        self._note(FailureReason.NO_GOOD_COPY, error.args[0] * entry.chunk_bytes)

    def _from_source(self, index: int) -> Chunk | None:
        if self._source is None:
            return None
        try:
            data = self._read_source(index)
        except (SourceUnreadable, SourceChanged):
            return None
        return Chunk(data, digest_of(data))

    def _from_bag(self, bag: Destination) -> Callable[[int], Chunk | None]:
        def read(index: int) -> Chunk | None:
            digests = bag.progress.digests(self._entry.key)
            whole = bag.failure is None and bag.is_whole(self._entry)
            if not whole or index >= len(digests):
                return None
            try:
                return Chunk(bag.read_proven(self._entry, index, digests[index]), digests[index])
            except BadChunk:
                return None

        return read

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

    def _settled_version(self, task: Task, *, replace_changed: bool) -> Entry:
        """Return the version that the bags are to hold: one that is whole stays what it is, unless told otherwise."""
        for bag in self._live:
            known = bag.recorded(task.entry)
            if known is not None and bag.is_whole(known) and not known.same_version(task.entry):
                if replace_changed and task.is_there:
                    with guarded(bag):
                        bag.drop(known)
                    continue
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
        entry = self._entry
        for disk in bad_on:
            rescue = Rescue(root=entry.root, path=entry.path, offset_bytes=offset, bad_on=disk, taken_from=taken_from)
            self._keeper.add_rescue(rescue)
            for bag in self._live:
                with guarded(bag):
                    bag.progress.note_rescue(entry.key, rescue)

    def _note(self, reason: FailureReason, offset_bytes: int | None = None, found: str | None = None) -> None:
        entry = self._entry
        self._keeper.add_failure(_failure(entry, reason, offset_bytes, found))
        uncovered = Uncovered.of_entry(entry, reason.value, offset_bytes=offset_bytes, found=found)
        for bag in self._live:
            with guarded(bag):
                if not bag.is_whole(entry):
                    bag.progress.leave_uncovered(entry.key, uncovered)


def _failure(entry: Entry, reason: FailureReason, offset_bytes: int | None = None, found: str | None = None) -> Failure:
    return Failure(reason=reason, root=entry.root, path=entry.path, offset_bytes=offset_bytes, found=found)
