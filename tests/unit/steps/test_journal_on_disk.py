"""The journal on external disks: what a stranger finds there when the controller is gone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from migrator.errors import SessionLost
from migrator.journal.entries import Entry, Note, RunEnded
from migrator.journal.opening import Opening, Taker, adopt_journal, open_journal
from migrator.journal.record import json_of
from migrator.journal.sink import FileSink
from migrator.lab.world.model import Volume
from migrator.steps.journal_on_disk import DiskJournals, DiskSink
from tests.unit.steps.copy_box import CopyBox

NOW = datetime(2026, 3, 14, 8, tzinfo=UTC)
WAITS: Entry = Note(text="something", step=None, words={})
ANNOUNCES: Entry = RunEnded(exit_code=0, states={})


@pytest.fixture
def box(tmp_path: Path) -> Iterator[CopyBox]:
    """Give a box with two marked disks."""
    box = CopyBox(tmp_path / "world")
    box.mark_both()
    box.session.scripts.clear()
    yield box
    box.queue.close()


def opening(losses: list[tuple[str, str]], run: str = "run-1") -> Opening:
    """Say who opens it."""
    return Opening(
        migration="box",
        migration_id=UUID(int=1),
        made_by="0",
        run=run,
        time=NOW,
        on_loss=lambda name, found: losses.append((name, found)),
    )


def sinks(box: CopyBox) -> tuple[DiskJournals, DiskSink, DiskSink]:
    """Give the places on both disks."""
    journals = DiskJournals(lambda: box.session, lambda: 1)
    return (
        journals,
        journals.sink("a", box.volume("DISK-A").unique_id),
        journals.sink("b", box.volume("DISK-B").unique_id),
    )


def on(volume: Volume) -> bytes:
    """Give the journal as it lies on a disk."""
    return (volume.root / "migrator-box" / "migrator" / "journal.jsonl").read_bytes()


def kinds(content: bytes) -> list[str]:
    """Name the records."""
    found = []
    for line in content.splitlines():
        record = json_of(line)
        assert isinstance(record, dict)
        entry = record["entry"]
        assert isinstance(entry, dict)
        found.append(str(entry["kind"]))
    return found


def test_both_disks_and_the_controller_have_the_same_bytes(box: CopyBox, tmp_path: Path) -> None:
    """Whichever of the three is left, it tells the whole story."""
    _, a, b = sinks(box)
    journal = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening([]))
    journal.append(WAITS, NOW)
    journal.append(ANNOUNCES, NOW)
    own = (tmp_path / "j.jsonl").read_bytes()
    journal.close()
    assert on(box.volume("DISK-A")) == on(box.volume("DISK-B")) == own
    assert kinds(own)[-2:] == ["note", "run-ended"]


def test_a_record_costs_one_call_for_both_disks_and_what_can_wait_costs_none(box: CopyBox, tmp_path: Path) -> None:
    """A round trip to a host takes long; a change is announced on both disks before it is made."""
    _, a, b = sinks(box)
    journal = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening([]))
    box.session.scripts.clear()
    for _ in range(3):
        journal.append(WAITS, NOW)
    assert box.session.scripts == []
    journal.append(ANNOUNCES, NOW)
    assert box.session.scripts == ["Add-JournalLine"]
    assert kinds(on(box.volume("DISK-B")))[-4:] == ["note", "note", "note", "run-ended"]
    journal.close()


def test_what_waited_is_written_when_the_journal_is_closed(box: CopyBox, tmp_path: Path) -> None:
    """Nothing is left behind by an orderly end."""
    _, a, b = sinks(box)
    journal = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening([]))
    journal.append(WAITS, NOW)
    journal.close()
    assert kinds(on(box.volume("DISK-A")))[-1] == kinds(on(box.volume("DISK-B")))[-1] == "note"


def test_a_disk_that_is_pulled_is_told_and_the_other_goes_on(box: CopyBox, tmp_path: Path) -> None:
    """The loss is a record on what is left."""
    losses: list[tuple[str, str]] = []
    _, a, b = sinks(box)
    journal = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening(losses))
    box.world.unplug(box.disk("DISK-A"))
    journal.append(ANNOUNCES, NOW)
    journal.append(ANNOUNCES, NOW)
    assert losses == [("disk-a", "VolumeMissing")]
    assert journal.places == ("controller", "disk-b")
    assert "sink-lost" in kinds(on(box.volume("DISK-B")))
    journal.close()


def test_a_lost_connection_loses_the_disks_and_not_the_journal(box: CopyBox, tmp_path: Path) -> None:
    """The controller's own copy goes on; the disks catch up when the journal is opened again."""
    losses: list[tuple[str, str]] = []
    _, a, b = sinks(box)
    journal = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening(losses))
    box.session.unreachable = SessionLost(host="hyperv.lab", attempted="Add-JournalLine", found="connection reset")
    journal.append(ANNOUNCES, NOW)
    journal.append(ANNOUNCES, NOW)
    journal.close()
    assert sorted(name for name, _ in losses) == ["disk-a", "disk-b"]
    box.session.unreachable = None
    _, a, b = sinks(box)
    again = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening([], "run-2"))
    again.append(ANNOUNCES, NOW)
    again.close()
    assert on(box.volume("DISK-A")) == on(box.volume("DISK-B")) == (tmp_path / "j.jsonl").read_bytes()


def test_a_line_broken_off_by_a_power_failure_is_kept_aside(box: CopyBox, tmp_path: Path) -> None:
    """It is cut off on the disk, and what was cut stays readable beside it."""
    _, a, b = sinks(box)
    journal = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening([]))
    journal.append(ANNOUNCES, NOW)
    journal.close()
    folder = box.volume("DISK-A").root / "migrator-box" / "migrator"
    with (folder / "journal.jsonl").open("ab") as file:
        file.write(b'{"seq"')
    _, a, b = sinks(box)
    open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening([], "run-2")).close()
    assert [path.read_bytes() for path in folder.glob("journal.jsonl.torn-*")] == [b'{"seq"']
    assert kinds(on(box.volume("DISK-A")))[-1] == "tail-cut"


def test_a_migration_is_adopted_from_one_disk(box: CopyBox, tmp_path: Path) -> None:
    """On another computer, with nothing but the disk: the whole journal is there, and goes on."""
    _, a, b = sinks(box)
    journal = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening([]))
    journal.append(ANNOUNCES, NOW)
    length = len(kinds(on(box.volume("DISK-A"))))
    journal.close()
    journals = DiskJournals(lambda: box.session, lambda: 2)
    only = journals.sink("a", box.volume("DISK-A").unique_id)
    adopted = adopt_journal(
        [FileSink("controller", tmp_path / "other.jsonl"), only], opening([], "run-2"), Taker("laptop-2", "Eva")
    )
    adopted.close()
    assert kinds((tmp_path / "other.jsonl").read_bytes())[length] == "adopted"


def test_a_stale_controller_writes_nothing_on_an_adopted_disk(box: CopyBox, tmp_path: Path) -> None:
    """The marker knows a higher epoch than the one that leads no more."""
    losses: list[tuple[str, str]] = []
    _, a, b = sinks(box)
    journal = open_journal([FileSink("controller", tmp_path / "j.jsonl"), a, b], opening(losses))
    marker = box.volume("DISK-A").root / "migrator-disk.json"
    marker.write_text(marker.read_text().replace('"epoch": 1', '"epoch": 2'))
    before = on(box.volume("DISK-A"))
    journal.append(ANNOUNCES, NOW)
    journal.append(ANNOUNCES, NOW)
    assert losses == [("disk-a", "EpochHigher")]
    assert on(box.volume("DISK-A")) == before
    journal.close()
