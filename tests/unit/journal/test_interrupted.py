"""Somebody stops the program while a record is on its way to several places."""

from pathlib import Path

import pytest

from migrator.errors import Cancelled
from migrator.journal.chain import Chain
from migrator.journal.entries import Note
from migrator.journal.opening import open_journal
from migrator.journal.sink import FileSink, file_lines
from tests.unit.journal.journals import START, file_of, opening, sink

NOTE = Note(text="here", step=None, words={})


class InterruptedOnce(FileSink):
    """A place at which Ctrl-C arrives, before its second line is written."""

    taken = 0

    def append(self, line: bytes) -> None:
        """Write one line, unless it is the second."""
        self.taken += 1
        if self.taken == 2:
            raise Cancelled(host="-", attempted="write", found="interrupted")
        super().append(line)


def test_a_journal_that_was_interrupted_between_two_places_is_still_a_chain(tmp_path: Path) -> None:
    """What comes after the interruption follows the record that one place has; nothing is numbered twice."""
    journal = open_journal([sink(tmp_path), InterruptedOnce("disk-a", tmp_path / "a" / "journal.jsonl")], opening())
    with pytest.raises(Cancelled):
        journal.append(NOTE, START)
    journal.append(NOTE, START)
    journal.close()
    own = file_of(tmp_path)
    assert [record.seq for record in Chain(file_lines(own), own.name)] == [1, 2, 3]
