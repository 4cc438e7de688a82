"""Keeps the journal on the external disks, through the session with the host that they are plugged into."""

from collections.abc import Callable, Iterator
from typing import Final

from migrator.errors import HostUnreachable, OutcomeUnknown, SessionError, SessionLost
from migrator.hyperv.journal_line import Place, add_journal_line, get_journal_line, repair_journal_line
from migrator.journal.chain import TornTail
from migrator.journal.record import json_of
from migrator.journal.sink import SinkUnusable
from migrator.ports.host_session import HostSession

_CAN_WAIT: Final = frozenset({"step-applied", "step-checked", "hook", "note", "digest"})
"""Records after which nothing happens that the disks must know of: a host is asked again for all that they say."""
_AWAY: Final = (HostUnreachable, SessionLost, OutcomeUnknown)
_WAITING_BYTES: Final = 128 * 1024


class DiskJournals:
    """The journals on all disks: one call writes a line to each.

    A call costs a round trip, so a record that announces nothing waits for the next one that does (a change, an answer, an
    approval): it is on the controller's own disk meanwhile, and what it says can be asked of the host again. A disk's
    failure is told when its next line comes, for one call has one answer for all.
    """

    def __init__(self, session: Callable[[], HostSession], epoch: Callable[[], int]) -> None:
        """`session` gives the session with the host that has the disks now; `epoch` the controller's own."""
        self._session = session
        self._epoch = epoch
        self._sinks: list[DiskSink] = []

    def sink(self, disk: str, volume_id: str) -> "DiskSink":
        """Return the place on one disk, named `disk-a`."""
        sink = DiskSink(f"disk-{disk}", volume_id, self)
        self._sinks.append(sink)
        return sink

    def session(self) -> HostSession:
        """Return the session with the host that has the disks now."""
        return self._session()

    def flush(self) -> None:
        """Write what waits; the disks' failures are kept for whoever writes to them next."""
        waiting = [sink for sink in self._sinks if sink.waiting and sink.failure is None]
        while waiting:
            lines = waiting[0].waiting
            together = [sink for sink in waiting if sink.waiting == lines]
            waiting = [sink for sink in waiting if sink not in together]
            self._write(together, lines)

    def is_last(self, sink: "DiskSink") -> bool:
        """Tell whether every other disk has had its line by the time that this one has."""
        return self._sinks[-1] is sink

    def leave(self, sink: "DiskSink") -> None:
        """Forget a disk."""
        self._sinks = [other for other in self._sinks if other is not sink]

    def _write(self, sinks: "list[DiskSink]", lines: list[str]) -> None:
        places = [Place(sink.volume_id, sink.size_bytes) for sink in sinks]
        try:
            try:
                added = add_journal_line(self._session(), places, lines, self._epoch())
            except OutcomeUnknown:
                # The lines have their place: what was written already is not written again.
                added = add_journal_line(self._session(), places, lines, self._epoch())
        except SessionError as lost:
            for sink in sinks:
                sink.failure = str(lost.parameters.get("found") or lost.id)
                sink.host_was_away = isinstance(lost, _AWAY)
            return
        for sink, answer in zip(sinks, added, strict=True):
            sink.failure, sink.size_bytes = answer.refusal, answer.size_bytes or sink.size_bytes
            sink.waiting = []


class DiskSink:
    """The journal on one disk; implements `journal.sink.Sink`."""

    def __init__(self, name: str, volume_id: str, journals: DiskJournals) -> None:
        self._name = name
        self._journals = journals
        self.volume_id = volume_id
        self.size_bytes = 0
        self.waiting: list[str] = []
        self.failure: str | None = None
        """Why the disk took nothing the last time."""
        self.host_was_away = False
        """Whether that was because the host did not answer."""

    @property
    def name(self) -> str:
        """How people and records call it."""
        return self._name

    def lines(self) -> Iterator[bytes]:
        """Yield each line with its line end, those that wait included."""
        self._journals.flush()
        self._demand_usable()
        try:
            content = get_journal_line(self._journals.session(), self.volume_id)
        except SessionError as lost:
            raise _unusable(lost) from lost
        self.size_bytes = len(content)
        return iter(content.splitlines(keepends=True))

    def append(self, line: bytes) -> None:
        """Keep one line; one that announces something is on every disk when the last of them has had it.

        Where only the host was away it is tried again: lines have their place, so none is written twice.
        """
        if self.host_was_away:
            self.failure, self.host_was_away = None, False
        self._demand_usable()
        self.waiting.append(line.decode())
        if not can_wait(line):
            if self._journals.is_last(self):
                self._journals.flush()
        elif sum(map(len, self.waiting)) > _WAITING_BYTES:
            self._journals.flush()
        self._demand_usable()

    def cut(self, torn: TornTail) -> str:
        """Move a torn last line into a file of its own beside the journal."""
        try:
            name = repair_journal_line(self._journals.session(), self.volume_id, torn.offset, torn.line)
        except SessionError as lost:
            raise _unusable(lost) from lost
        self.size_bytes = torn.offset
        return name

    def close(self) -> None:
        """Write what waits and give the place free; what cannot be written any more is on the controller."""
        self._journals.flush()
        self._journals.leave(self)

    def _demand_usable(self) -> None:
        if self.failure is not None:
            raise SinkUnusable(self.failure)


def can_wait(line: bytes) -> bool:
    """Tell whether a record announces nothing, so that the disks may have it later."""
    record = json_of(line)
    entry = record.get("entry") if isinstance(record, dict) else None
    return isinstance(entry, dict) and entry.get("kind") in _CAN_WAIT


def _unusable(lost: SessionError) -> SinkUnusable:
    return SinkUnusable(str(lost.parameters.get("error_id") or lost.parameters.get("found") or lost.id))
