"""The operations `restore` and `verify-restored`: bring entries back, and read them from where they then lie."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from migrator.bag import layout
from migrator.bag.entry import Entry
from migrator.bag.reading import Interrupted
from migrator.copying.adopt import adopt, tidy
from migrator.copying.bag_source import BagSource
from migrator.copying.destination import Destination
from migrator.copying.heal import NoGoodCopy, Offer, heal
from migrator.copying.job import Job
from migrator.copying.places import bag_folder, guarded, open_bags
from migrator.copying.progress import Stage
from migrator.copying.prove import prove
from migrator.copying.reread import file_done
from migrator.copying.restore_places import RestorePlaces
from migrator.copying.source import holds
from migrator.copying.state import Failure, FailureReason, Rescue
from migrator.copying.state_keeper import StateKeeper
from migrator.copying.transfer import Chunk, Means, Stopped, ready, transfer
from migrator.ports.file_operations import FileOperations


def restore(job: Job, files: FileOperations, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    """Restore what items and owners name; return whether it was stopped. It ends where the place itself fails."""
    sources, entries = _what(job, files, keeper)
    places = RestorePlaces(job, entries)
    try:
        with ThreadPoolExecutor(1, "restore") as pool:
            means = Means(keeper, pool, job.sync_every_chunks, should_stop)
            for entry in entries:
                if should_stop():
                    return True
                target = places.target(entry, files)
                if target is None:
                    keeper.add_failure(_failure(entry, FailureReason.UNSAFE_PATH))
                    continue
                with guarded(target):
                    _restore_entry(entry, target, sources, means)
                if target.failure is not None:
                    _note_failed_place(entry, target, keeper)
                    return False
    except Stopped:
        return True
    return False


def verify_restored(job: Job, files: FileOperations, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    """Read what `restore` brought back from its disk; return whether it was stopped."""
    sources, entries = _what(job, files, keeper)
    places = RestorePlaces(job, entries)
    disk = job.bags[0].disk

    def count(size_bytes: int) -> None:
        keeper.add_bytes(disk, size_bytes)
        if should_stop():
            raise Interrupted

    try:
        for entry in entries:
            if should_stop():
                return True
            target = places.target(entry, files)
            if target is None:
                keeper.add_failure(_failure(entry, FailureReason.NOT_RESTORED))
                continue
            with guarded(target):
                target.settle(entry)
                _recognise(entry, target, sources, should_stop)
                _verify_entry(entry, target, keeper, count)
            if target.failure is not None:
                _note_failed_place(entry, target, keeper)
                return False
        if keeper.files_done == len(entries):
            _tidy_all(places, entries, keeper)
    except (Interrupted, Stopped):
        return True
    return False


def _tidy_all(places: RestorePlaces, entries: Sequence[Entry], keeper: StateKeeper) -> None:
    for target in places.targets():
        with guarded(target):
            tidy(target)
        if target.failure is not None:
            _note_failed_place(entries[-1], target, keeper)


def _verify_entry(entry: Entry, target: Destination, keeper: StateKeeper, count: Callable[[int], None]) -> None:
    if not target.is_whole(entry):
        keeper.add_failure(_failure(entry, FailureReason.NOT_RESTORED))
    elif _is_proven(entry, target, keeper, count):
        keeper.files_done += 1
        keeper.add_file(file_done(target.progress.entries[entry.key], None))


def _recognise(
    entry: Entry, target: Destination, sources: Sequence[BagSource], should_stop: Callable[[], bool]
) -> None:
    """Know a file again that an earlier job has proven, whose log is gone."""

    def stop_between(_: int) -> None:
        if should_stop():
            raise Stopped

    if target.recorded(entry) is None:
        for source in sources:
            known = source.entries.get(entry.key)
            if known is not None and known.sha256 == entry.sha256:
                adopt(target, entry, source.digests(known), stop_between)
                return


def _what(job: Job, files: FileOperations, keeper: StateKeeper) -> tuple[list[BagSource], list[Entry]]:
    allowed = {bag.disk for bag in open_bags(job, files, keeper)}
    sources = [BagSource(place.disk, bag_folder(place, job), files) for place in job.bags if place.disk in allowed]
    entries: dict[str, Entry] = {}
    for source in sources:
        if not source.is_readable:
            keeper.fail_disk(source.disk, FailureReason.UNREADABLE_BAG, layout.ENTRIES)
        for key, entry in source.entries.items():
            named = not job.items or any(holds(item, entry) for item in job.items)
            if named and job.is_meant(entry.owner):
                entries.setdefault(key, entry)
    for item in job.items:
        if not any(holds(item, entry) for entry in entries.values()):
            keeper.add_failure(Failure(reason=FailureReason.SOURCE_MISSING, root=item.root, path=item.path))
    keeper.files_total = len(entries)
    keeper.bytes_total = sum(entry.size_bytes for entry in entries.values())
    return sources, sorted(entries.values(), key=lambda found: found.safe_path)


def _restore_entry(entry: Entry, target: Destination, sources: Sequence[BagSource], means: Means) -> None:
    keeper = means.keeper
    target.settle(entry)
    try:
        _recognise(entry, target, sources, means.should_stop)
        if target.is_mismatched(entry):
            offers = [Offer(source.disk, partial(source.read, entry)) for source in sources]
            heal(target, entry, offers, means.should_stop)
        position = target.position(entry)
        before = entry.size_bytes if target.is_whole(entry) else min(position * entry.chunk_bytes, entry.size_bytes)
        lacking = ready([target], entry, keeper)
        keeper.add_bytes(target.disk, before)
        provide = partial(_provide, entry, target, sources)
        transfer(entry, lacking, {target.disk: position}, provide, means)
        if target.is_whole(entry):  # else somebody else's file stands there
            keeper.files_done += 1
    except NoGoodCopy as error:
        keeper.add_failure(_failure(entry, FailureReason.NO_GOOD_COPY, error.args[0] * entry.chunk_bytes))
    for rescue in target.progress.rescues.get(entry.key, ()):
        keeper.add_rescue(rescue)


def _provide(entry: Entry, target: Destination, sources: Sequence[BagSource], index: int) -> Chunk:
    if index == entry.chunk_count:
        return Chunk(b"", b"")
    bad_on: list[str] = []
    for source in sources:
        chunk = source.read(entry, index)
        if chunk is not None:
            offset = index * entry.chunk_bytes
            for disk in bad_on:
                rescue = Rescue(
                    root=entry.root, path=entry.path, offset_bytes=offset, bad_on=disk, taken_from=source.disk
                )
                target.progress.note_rescue(entry.key, rescue)
            return chunk
        bad_on.append(source.disk)
    raise NoGoodCopy(index)


def _is_proven(entry: Entry, target: Destination, keeper: StateKeeper, count: Callable[[int], None]) -> bool:
    if target.progress.stages[entry.key] is Stage.PROVEN:
        keeper.add_bytes(target.disk, entry.size_bytes)
        return True
    differences = prove(target, entry, count)
    for difference in differences[:1]:
        keeper.add_failure(_failure(entry, FailureReason.MISMATCHED, difference.offset_bytes))
    return not differences


def _note_failed_place(entry: Entry, target: Destination, keeper: StateKeeper) -> None:
    found = _failure(entry, target.failure or FailureReason.INPUT_OUTPUT)
    keeper.add_failure(found.model_copy(update={"found": target.found}))


def _failure(entry: Entry, reason: FailureReason, offset_bytes: int | None = None) -> Failure:
    return Failure(reason=reason, root=entry.root, path=entry.path, offset_bytes=offset_bytes)
