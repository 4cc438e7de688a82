"""Carries one entry, chunk by chunk, to every destination that lacks it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from migrator.bag.entry import Entry
from migrator.copying.destination import Destination
from migrator.copying.entry_writer import EntryWriter
from migrator.copying.places import guarded
from migrator.copying.state import Failure, FailureReason
from migrator.copying.state_keeper import StateKeeper


class Chunk(NamedTuple):
    """A chunk whose digest is known to be its own."""

    data: bytes
    digest: bytes


class Stopped(Exception):
    """The stop file is there."""


class Means(NamedTuple):
    """What every transfer of one job has in common."""

    keeper: StateKeeper
    pool: ThreadPoolExecutor
    sync_every_chunks: int
    should_stop: Callable[[], bool]


def ready(destinations: Sequence[Destination], entry: Entry, keeper: StateKeeper) -> list[Destination]:
    """Return those that lack the entry and may take it, with their unfinished files written down as ours."""
    lacking = []
    for destination in destinations:
        with guarded(destination):
            if destination.is_whole(entry):
                continue
            if destination.is_occupied(entry):
                failure = Failure(
                    reason=FailureReason.OCCUPIED, root=entry.root, path=entry.path, disk=destination.disk
                )
                keeper.add_failure(failure)
                continue
            destination.begin(entry)
            lacking.append(destination)
    return lacking


def transfer(
    entry: Entry,
    lacking: Sequence[Destination],
    positions: dict[str, int],
    provide: Callable[[int], Chunk],
    means: Means,
) -> None:
    """Give each destination the chunks from its position on; `provide` is asked once for each, in order.

    What `provide` raises is raised, after everything that was given is synced. Raises Stopped.
    """
    writers = [
        EntryWriter(
            destination,
            entry,
            positions[destination.disk],
            sync_every_chunks=means.sync_every_chunks,
            on_synced=means.keeper.add_bytes,
            pool=means.pool,
        )
        for destination in lacking
    ]
    whole = False
    try:
        first = min((writer.first_chunk for writer in writers), default=entry.chunk_count)
        for index in range(first, entry.chunk_count):
            if means.should_stop():
                raise Stopped
            if all(writer.destination.failure for writer in writers):
                return
            chunk = provide(index)
            for writer in writers:
                if writer.first_chunk <= index:
                    writer.put(*chunk)
        provide(entry.chunk_count)
        whole = True
    finally:
        for writer in writers:
            writer.announce_end(whole=whole)
        for writer in writers:
            writer.finish()
