"""Opens a journal: finds the longest copy, mends and levels the others, refuses what is not ours."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from migrator.errors import JournalForeign, JournalNotWritten, MigrationAdopted
from migrator.journal.catch_up import catch_up, copy_of, cut_torn_tail
from migrator.journal.chain import Chain
from migrator.journal.compare import Longest, find_longest
from migrator.journal.entries import Adopted, Entry, Opened, SinkJoined, SinkLost
from migrator.journal.journal import Journal, OnLoss
from migrator.journal.sink import Sink, SinkUnusable
from migrator.ports.secret import Secret


@dataclass(frozen=True)
class Opening:
    """Who opens a journal, when, and for which migration."""

    migration: str
    migration_id: UUID
    """Used for a journal that does not exist yet; an existing one has its own."""
    made_by: str
    run: str
    time: datetime
    on_loss: OnLoss
    secrets: Sequence[Secret] = ()
    """Whose texts are refused in any record."""


@dataclass(frozen=True)
class Taker:
    """Who takes a migration over."""

    controller: str
    person: str


def open_journal(sinks: Sequence[Sink], opening: Opening) -> Journal:
    """Open or begin the journal; the first place is the controller's own. Closes all places where it raises.

    Raises MigrationAdopted where another place knows more than ours because another controller leads, JournalForeign
    for another migration's journal, JournalBroken, JournalsDiverge, JournalTooNew; JournalNotWritten when no place is left.
    """
    with _closed_on_failure(sinks):
        readable = _readable(sinks)
        longest = find_longest([copy_of(sink) for sink in readable.sinks])
        own = longest.chains[0] if readable.sinks[0] is sinks[0] else None
        if own is not None and longest.chain.length and (own.epoch < longest.chain.epoch or own.length == 0):
            raise MigrationAdopted(
                file=sinks[0].name,
                own_epoch=own.epoch if own.length else 0,
                epoch=longest.chain.epoch,
                controller=longest.chain.controller,
            )
        return _level(readable, longest, opening, None)


def adopt_journal(sinks: Sequence[Sink], opening: Opening, taker: Taker) -> Journal:
    """Go on with the longest copy as another controller: the epoch rises, and whoever led before stops when he meets it."""
    with _closed_on_failure(sinks):
        readable = _readable(sinks)
        longest = find_longest([copy_of(sink) for sink in readable.sinks])
        if not longest.chain.length:
            found = "nobody: there is no journal"
            raise JournalForeign(file=longest.best.name, expected=opening.migration, found=found)
        adopted = Adopted(
            controller=taker.controller, person=taker.person, sink=longest.best.name, head=longest.chain.head
        )
        return _level(readable, longest, opening, adopted)


@contextmanager
def _closed_on_failure(sinks: Sequence[Sink]) -> Iterator[None]:
    """Give the places free where there will be no journal that does it."""
    with ExitStack() as stack:
        for sink in sinks:
            stack.callback(sink.close)
        yield
        stack.pop_all()


@dataclass(frozen=True)
class _Readable:
    sinks: list[Sink]
    lost: list[tuple[str, str]]


def _readable(sinks: Sequence[Sink]) -> _Readable:
    """Part the places that can be read from those that are gone."""
    found = _Readable([], [])
    for sink in sinks:
        try:
            for _ in sink.lines():
                pass
        except SinkUnusable as fault:
            sink.close()
            found.lost.append((sink.name, fault.found))
        else:
            found.sinks.append(sink)
    if not found.sinks:
        name, why = found.lost[0]
        raise JournalNotWritten(file=name, found=why)
    return found


def _level(readable: _Readable, longest: Longest, opening: Opening, adopted: Adopted | None) -> Journal:
    opened = longest.chain.opened
    if opened is not None and opened.migration != opening.migration:
        raise JournalForeign(file=longest.best.name, expected=opening.migration, found=opened.migration)
    best = next(sink for sink in readable.sinks if sink.name == longest.best.name)
    entries: list[Entry] = []
    living: list[Sink] = []
    lost = list(readable.lost)
    for sink, chain in zip(readable.sinks, longest.chains, strict=True):
        try:
            entries += _mend(sink, chain, best)
        except SinkUnusable as fault:
            sink.close()
            lost.append((sink.name, fault.found))
        else:
            living.append(sink)
    if best not in living:
        raise JournalNotWritten(file=best.name, found=lost[-1][1])
    journal = Journal(living, longest.chain, run=opening.run, on_loss=opening.on_loss, secrets=opening.secrets)
    if opened is None:
        journal.append(
            Opened(migration=opening.migration, migration_id=opening.migration_id, made_by=opening.made_by),
            opening.time,
        )
    if adopted is not None:
        journal.append(adopted, opening.time, new_epoch=True)
    for name, found in lost:
        opening.on_loss(name, found)
        entries.append(SinkLost(sink=name, found=found))
    for entry in entries:
        journal.append(entry, opening.time)
    return journal


def _mend(sink: Sink, chain: Chain, best: Sink) -> list[Entry]:
    """Bring one place to the length of the best one; return what is to be said about it."""
    cut = cut_torn_tail(sink)
    said: list[Entry] = [] if cut is None else [cut]
    if sink is not best and catch_up(sink, best) and not chain.length:
        said.append(SinkJoined(sink=sink.name))
    return said
