"""Reads a journal lazily and holds each line against the one before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrator.errors import JournalBroken
from migrator.journal.entries import Adopted, Opened, RunStarted
from migrator.journal.record import FIRST_PREVIOUS, Record, json_of, line_sha256, read_record


@dataclass(frozen=True)
class TornTail:
    """A last line that was not written to its end; nothing was ever done on its word."""

    line: int
    offset: int
    """Where it begins, in bytes; what stands before it is whole."""
    size_bytes: int


class Chain:
    """One pass over a journal's lines; what it found is known when the pass has ended.

    Raises JournalBroken at the line that does not continue the chain.
    """

    def __init__(self, lines: Iterable[bytes], file: str) -> None:
        self._lines = lines
        self._file = file
        self.length = 0
        """Records so far."""
        self.head = FIRST_PREVIOUS
        """SHA-256 of the last whole line."""
        self.epoch = 1
        self.opened: Opened | None = None
        self.controller: str | None = None
        """Who wrote last, as far as the records say."""
        self.torn: TornTail | None = None

    def __iter__(self) -> Iterator[Record]:
        return (record for _, record in self.pairs())

    def pairs(self) -> Iterator[tuple[bytes, Record]]:
        """Yield each whole line, without its line end, with its record."""
        offset = 0
        for raw in self._lines:
            if self.torn is not None:
                raise self._broken("not JSON")
            line = raw.removesuffix(b"\n")
            data = json_of(line)
            if line is raw or data is None:
                # Only the last line may be like this; whether it is the last is known one line later.
                self.torn = TornTail(self.length + 1, offset, len(raw))
                continue
            record = read_record(data, self._file, self.length + 1)
            self._follow(record)
            self.head = line_sha256(line)
            self.length += 1
            offset += len(raw)
            yield line, record

    def read_all(self) -> "Chain":
        """Go to the end without keeping anything."""
        for _ in self:
            pass
        return self

    def _follow(self, record: Record) -> None:
        if record.seq != self.length + 1:
            raise self._broken(f"seq {record.seq}")
        if record.previous != self.head:
            raise self._broken(f"previous {record.previous}, not {self.head}")
        if isinstance(record.entry, Opened) != (self.length == 0):
            raise self._broken(record.entry.kind)
        if record.epoch != self.epoch + isinstance(record.entry, Adopted):
            raise self._broken(f"epoch {record.epoch}")
        self.epoch = record.epoch
        if isinstance(record.entry, Opened):
            self.opened = record.entry
        elif isinstance(record.entry, Adopted | RunStarted):
            self.controller = record.entry.controller

    def _broken(self, found: str) -> JournalBroken:
        return JournalBroken(file=self._file, line=self.length + 1, found=found)
