"""Brings a place to the length of another one."""

from itertools import islice

from migrator.errors import JournalsDiverge
from migrator.journal.chain import Chain
from migrator.journal.compare import Copy, Relation, relation, whole_lines
from migrator.journal.entries import TailCut
from migrator.journal.sink import Sink


def copy_of(sink: Sink) -> Copy:
    """Return a place as something that can be compared."""
    return Copy(sink.name, sink.lines)


def cut_torn_tail(sink: Sink) -> TailCut | None:
    """Move a torn last line aside; what was done is returned as the record to write."""
    torn = Chain(sink.lines(), sink.name).read_all().torn
    if torn is None:
        return None
    return TailCut(sink=sink.name, line=torn.line, size_bytes=torn.size_bytes, kept_as=sink.cut(torn))


def catch_up(sink: Sink, source: Sink) -> int:
    """Append the lines that `sink` does not have yet and return their number.

    Raises JournalsDiverge where its lines are not the beginning of `source`. A torn tail was cut off before.
    """
    how, line = relation(whole_lines(copy_of(sink)), whole_lines(copy_of(source)))
    if how in (Relation.DIVERGED, Relation.LONGER):
        raise JournalsDiverge(file=source.name, other=sink.name, line=line)
    missing = 0
    if how is Relation.STALE:
        for text in islice(whole_lines(copy_of(source)), line - 1, None):
            sink.append(text)
            missing += 1
    return missing
