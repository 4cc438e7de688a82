"""Writes a journal into all its places at once, each record synced before `append` returns."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from migrator.domain.canonical import plain
from migrator.errors import JournalNotWritten
from migrator.journal.catch_up import catch_up
from migrator.journal.chain import Chain
from migrator.journal.entries import Entry, SinkJoined, SinkLost
from migrator.journal.no_secrets import refuse_known_secrets
from migrator.journal.record import Record, line_of, line_sha256
from migrator.journal.sink import Sink, SinkUnusable
from migrator.ports.secret import Secret

OnLoss = Callable[[str, str], None]
"""Is told the name of a place that failed, and why."""


class Journal:
    """An open journal; made by `open_journal` or `adopt_journal`, which bring all places to the same length first."""

    def __init__(
        self, sinks: Sequence[Sink], chain: Chain, *, run: str, on_loss: OnLoss, secrets: Sequence[Secret] = ()
    ) -> None:
        """`chain` was read to its end; `run` names this invocation; texts of `secrets` are refused in any record."""
        self._sinks = list(sinks)
        self._length = chain.length
        self._head = chain.head
        self._epoch = chain.epoch
        self._run = run
        self._on_loss = on_loss
        self._secrets = tuple(secrets)
        self._is_written = False

    @property
    def head(self) -> str:
        """SHA-256 of the last record."""
        return self._head

    @property
    def epoch(self) -> int:
        """The controller's epoch."""
        return self._epoch

    @property
    def places(self) -> tuple[str, ...]:
        """Names of the places that are still written."""
        return tuple(sink.name for sink in self._sinks)

    def append(self, entry: Entry, time: datetime, *, new_epoch: bool = False) -> Record:
        """Write a record everywhere; only then may happen what it speaks of.

        A place that fails is left and reported; raises JournalNotWritten when none is left.
        """
        record = Record(
            seq=self._length + 1,
            time=time.astimezone(UTC),
            run=self._run,
            epoch=self._epoch + new_epoch,
            previous=self._head,
            entry=entry,
        )
        refuse_known_secrets(plain(record), self._secrets)
        line = line_of(record)
        lost: list[tuple[str, str]] = []
        try:
            self._write(line, lost)
        finally:
            # Somebody stopped us between two places: one of them has the record, so the next one follows it.
            if self._is_written:
                self._length, self._head, self._epoch = record.seq, line_sha256(line), record.epoch
        for name, found in lost:
            self._on_loss(name, found)
            self.append(SinkLost(sink=name, found=found), time)
        return record

    def join(self, sink: Sink, time: datetime) -> None:
        """Keep the journal in one more place, which may hold the beginning of it already."""
        catch_up(sink, self._sinks[0])
        self._sinks.append(sink)
        self.append(SinkJoined(sink=sink.name), time)

    def records(self) -> Iterator[Record]:
        """Read the journal from its beginning, lazily, out of the first place that is left."""
        return iter(Chain(self._sinks[0].lines(), self._sinks[0].name))

    def close(self) -> None:
        """Give all places free."""
        for sink in self._sinks:
            sink.close()

    def _write(self, line: bytes, lost: list[tuple[str, str]]) -> None:
        self._is_written = False
        for sink in list(self._sinks):
            try:
                sink.append(line)
                self._is_written = True
            except SinkUnusable as fault:
                # What it has now may end in half a line: it is not written again before it was opened anew.
                self._sinks.remove(sink)
                sink.close()
                lost.append((sink.name, fault.found))
        if not self._sinks:
            name, found = lost[-1]
            for said in lost:
                self._on_loss(*said)
            raise JournalNotWritten(file=name, found=found)
