"""The journal: on the medium before the change, in several places, by one writer."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import ValidationError

from migrator.errors import (
    JournalForeign,
    JournalInUse,
    JournalNotWritten,
    JournalsDiverge,
    MigrationAdopted,
)
from migrator.journal.chain import Chain
from migrator.journal.entries import Adopted, GateSeen, Note, Opened, SinkJoined, SinkLost, TailCut
from migrator.journal.no_secrets import SecretInJournal
from migrator.journal.opening import Taker, adopt_journal, open_journal
from migrator.journal.sink import FileSink, Sink, SinkUnusable, file_lines
from migrator.ports.secret import Credential, Secret
from tests.unit.journal.journals import ENTRIES, START, BrittleSink, file_of, opening, sink, write_journal

NOTE = Note(text="here", step=None, words={})


def _kinds(path: Path) -> list[str]:
    return [record.entry.kind for record in Chain(file_lines(path), path.name)]


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    write_journal([sink(tmp_path)]).close()
    records = list(Chain(file_lines(file_of(tmp_path)), "journal"))
    assert [record.entry for record in records[1:]] == list(ENTRIES)
    assert isinstance(records[0].entry, Opened)


def test_each_line_is_chained_so_that_stock_tools_can_tell(tmp_path: Path) -> None:
    r"""`sed -n 3p journal.jsonl | tr -d '\n' | sha256sum` gives what line 4 carries."""
    write_journal([sink(tmp_path)]).close()
    lines = file_of(tmp_path).read_bytes().splitlines()
    assert [json.loads(line)["previous"] for line in lines[1:]] == [
        hashlib.sha256(line).hexdigest() for line in lines[:-1]
    ]


def test_a_record_is_on_the_medium_before_append_returns(tmp_path: Path) -> None:
    """A power failure after `append` cannot take the record back."""
    at_sync: list[int] = []
    path = tmp_path / "journal.jsonl"

    def sync(handle: int) -> None:
        os.fsync(handle)
        at_sync.append(path.stat().st_size)

    journal = open_journal([FileSink("controller", path, sync=sync)], opening())
    journal.append(NOTE, START)
    journal.close()
    assert at_sync[-1] == path.stat().st_size
    assert len(at_sync) == 2


def test_a_place_that_fails_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    """A full disk does not stop the migration; that it happened stands in the journal."""
    losses: list[tuple[str, str]] = []
    places: list[Sink] = [sink(tmp_path), BrittleSink(sink(tmp_path, "disk-a"), 2)]
    journal = open_journal(places, opening(losses=losses))
    journal.append(NOTE, START)
    journal.append(NOTE, START)
    assert losses == [("disk-a", "No space left on device")]
    assert journal.places == ("controller",)
    journal.close()
    assert _kinds(file_of(tmp_path)) == ["opened", "note", "note", "sink-lost"]


def test_nothing_may_be_done_when_no_place_is_left(tmp_path: Path) -> None:
    """The error comes before the change that the record would have announced."""
    journal = open_journal([BrittleSink(sink(tmp_path), 1)], opening())
    with pytest.raises(JournalNotWritten, match="No space left"):
        journal.append(NOTE, START)


def test_a_place_that_lost_the_end_is_levelled_at_the_next_opening(tmp_path: Path) -> None:
    """Half a line is moved aside and named, and what is missing is written again."""
    write_journal([sink(tmp_path), BrittleSink(sink(tmp_path, "disk-a"), 3)]).close()
    journal = open_journal([sink(tmp_path), sink(tmp_path, "disk-a")], opening("run-2"))
    journal.close()
    assert file_of(tmp_path).read_bytes() == file_of(tmp_path, "disk-a").read_bytes()
    cut = list(journal.records())[-1].entry
    assert isinstance(cut, TailCut)
    assert (cut.sink, cut.line) == ("disk-a", 4)
    aside = file_of(tmp_path, "disk-a").with_name(cut.kept_as)
    assert aside.stat().st_size == cut.size_bytes > 0


def test_a_second_torn_line_does_not_overwrite_the_first(tmp_path: Path) -> None:
    write_journal([sink(tmp_path)], ENTRIES[:1]).close()
    for _ in range(2):
        lines = file_of(tmp_path).read_bytes().splitlines(keepends=True)[:2]
        file_of(tmp_path).write_bytes(b"".join(lines) + b'{"torn')
        open_journal([sink(tmp_path)], opening("run-2")).close()
    assert sorted(path.name for path in file_of(tmp_path).parent.glob("*.torn*")) == [
        "journal.jsonl.torn-3",
        "journal.jsonl.torn-3.1",
    ]


def test_a_place_can_join_later(tmp_path: Path) -> None:
    """From the copy on the disks carry the journal, from its first record."""
    journal = write_journal([sink(tmp_path)])
    journal.join(sink(tmp_path, "disk-a"), START)
    journal.append(NOTE, START)
    journal.close()
    assert file_of(tmp_path).read_bytes() == file_of(tmp_path, "disk-a").read_bytes()
    assert _kinds(file_of(tmp_path))[-2:] == ["sink-joined", "note"]


def test_a_place_with_another_story_cannot_join(tmp_path: Path) -> None:
    write_journal([sink(tmp_path, "disk-a")], ENTRIES[1:]).close()
    journal = write_journal([sink(tmp_path)])
    with closing(journal), closing(sink(tmp_path, "disk-a")) as other, pytest.raises(JournalsDiverge, match="line=2"):
        journal.join(other, START)


def test_an_empty_place_at_opening_is_filled_and_named(tmp_path: Path) -> None:
    write_journal([sink(tmp_path)], ENTRIES[:1]).close()
    journal = open_journal([sink(tmp_path), sink(tmp_path, "disk-b")], opening("run-2"))
    journal.close()
    assert list(journal.records())[-1].entry == SinkJoined(sink="disk-b")


def test_a_place_that_cannot_be_read_is_lost_and_not_fatal(tmp_path: Path) -> None:
    """A folder where the journal should be stands for a disk with a broken directory."""
    losses: list[tuple[str, str]] = []
    file_of(tmp_path, "disk-a").mkdir(parents=True)
    journal = open_journal([sink(tmp_path), sink(tmp_path, "disk-a")], opening(losses=losses))
    assert [name for name, _ in losses] == ["disk-a"]
    journal.close()
    assert isinstance(list(journal.records())[-1].entry, SinkLost)


def test_a_place_that_is_full_when_it_should_be_levelled_is_lost_and_not_fatal(tmp_path: Path) -> None:
    losses: list[tuple[str, str]] = []
    write_journal([sink(tmp_path)], ENTRIES[:3]).close()
    places: list[Sink] = [sink(tmp_path), BrittleSink(sink(tmp_path, "disk-a"), 2)]
    journal = open_journal(places, opening("run-2", losses))
    journal.close()
    assert losses == [("disk-a", "No space left on device")]
    assert journal.places == ("controller",)
    assert list(journal.records())[-1].entry == SinkLost(sink="disk-a", found="No space left on device")


def test_the_only_place_that_cannot_be_mended_is_an_error(tmp_path: Path) -> None:
    """Half a line at the end, and no room to move it aside: nothing is written behind it."""
    write_journal([sink(tmp_path)], ENTRIES[:1]).close()
    torn = file_of(tmp_path).read_bytes() + b'{"torn'
    file_of(tmp_path).write_bytes(torn)
    full = FileSink("controller", file_of(tmp_path), sync=_no_space)
    with pytest.raises(JournalNotWritten, match="No space left"):
        open_journal([full], opening("run-2"))
    assert file_of(tmp_path).read_bytes() == torn


def _no_space(_handle: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_no_readable_place_at_all_is_an_error(tmp_path: Path) -> None:
    file_of(tmp_path).mkdir(parents=True)
    with pytest.raises(JournalNotWritten):
        open_journal([sink(tmp_path)], opening())


def test_a_place_whose_folder_cannot_be_made_is_unusable(tmp_path: Path) -> None:
    (tmp_path / "controller").write_text("a file", encoding="utf-8")
    with pytest.raises(SinkUnusable):
        sink(tmp_path)


def test_a_second_writer_is_kept_away_by_name(tmp_path: Path) -> None:
    """Two runs at once would make two changes; the message names the process that is at it."""
    first = sink(tmp_path)
    with pytest.raises(JournalInUse, match=f"process {os.getpid()}"):
        sink(tmp_path)
    first.close()
    sink(tmp_path).close()


def test_the_lock_of_a_killed_process_is_gone_with_it(tmp_path: Path) -> None:
    """Nobody has to remove a lock file by hand after a crash."""
    code = (
        "import sys, pathlib, os, signal; from migrator.journal.sink import FileSink;"
        "FileSink('controller', pathlib.Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(file_of(tmp_path))], check=False)
    assert ended.returncode == -9
    sink(tmp_path).close()


def test_another_controller_takes_over_from_a_disk(tmp_path: Path) -> None:
    """The epoch rises; the first controller stops when it meets the disk again."""
    write_journal([sink(tmp_path), sink(tmp_path, "disk-a")]).close()
    taken = adopt_journal([sink(tmp_path, "other"), sink(tmp_path, "disk-a")], opening("run-2"), Taker("other", "Ute"))
    assert taken.epoch == 2
    assert next(record.entry for record in taken.records() if isinstance(record.entry, Adopted)).sink == "disk-a"
    taken.close()
    with pytest.raises(MigrationAdopted, match="controller='other'") as refused:
        open_journal([sink(tmp_path), sink(tmp_path, "disk-a")], opening("run-3"))
    assert refused.value.exit_code == 14


def test_the_first_controller_stops_also_where_it_went_on_alone(tmp_path: Path) -> None:
    """It wrote on while the disk was away: two stories, and the adopted one counts."""
    first = write_journal([sink(tmp_path), sink(tmp_path, "disk-a")])
    first.close()
    alone = open_journal([sink(tmp_path)], opening("run-2"))
    alone.append(NOTE, START)
    alone.close()
    adopt_journal([sink(tmp_path, "disk-a")], opening("run-3"), Taker("other", "Ute")).close()
    with pytest.raises(MigrationAdopted):
        open_journal([sink(tmp_path), sink(tmp_path, "disk-a")], opening("run-4"))


def test_a_fresh_computer_does_not_go_on_by_itself(tmp_path: Path) -> None:
    """Without a journal of its own it must adopt, which asks for a name."""
    write_journal([sink(tmp_path, "disk-a")]).close()
    with pytest.raises(MigrationAdopted, match="own_epoch=0"):
        open_journal([sink(tmp_path), sink(tmp_path, "disk-a")], opening("run-2"))


def test_nothing_can_be_adopted_from_nothing(tmp_path: Path) -> None:
    with pytest.raises(JournalForeign):
        adopt_journal([sink(tmp_path)], opening(), Taker("other", "Ute"))


def test_a_journal_of_another_migration_is_left_alone(tmp_path: Path) -> None:
    write_journal([sink(tmp_path)]).close()
    before = file_of(tmp_path).read_bytes()
    other = opening("run-2").__class__(**{**vars(opening("run-2")), "migration": "hv2"})
    with pytest.raises(JournalForeign, match="hv1"):
        open_journal([sink(tmp_path)], other)
    assert file_of(tmp_path).read_bytes() == before


@pytest.mark.parametrize(
    "value", [Secret("hunter22"), Credential("u", Secret("hunter22")), [Secret("x")], {"a": (Secret("x"),)}]
)
def test_a_secret_object_never_gets_into_an_entry(value: object) -> None:
    """Whatever field it is put into, the program stops before a byte is written."""
    with pytest.raises(SecretInJournal) as refused:
        Note.model_validate({"text": "here", "step": None, "words": {"a": value}})
    assert "hunter22" not in repr(refused.value)


def test_the_text_of_a_known_secret_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    """A password that slipped into an error message does not reach the disk."""
    given = opening().__class__(**{**vars(opening()), "secrets": (Secret("correct horse"),)})
    journal = open_journal([sink(tmp_path)], given)
    with pytest.raises(SecretInJournal):
        journal.append(Note(text="here", step=None, words={"a": ("said: correct horse!",)}), START)
    assert b"horse" not in file_of(tmp_path).read_bytes()
    journal.append(NOTE, START)
    journal.close()


def test_what_a_gate_saw_cannot_be_written_with_a_false_digest() -> None:
    with pytest.raises(ValidationError, match="digest"):
        GateSeen(step="wipe", seen={"a": 1}, closed_by=(), seen_sha256="0" * 64)
