"""What is bad on one disk, or not there at all, is made good from the best place there is, with proof."""

import errno
import shutil
from pathlib import Path

import bagit

from migrator.bag.entry import key_of
from migrator.copying.job import Item, Operation
from migrator.copying.state import FailureReason, JobStatus
from tests.unit.copying.planted import CountingFiles, FailingDisk
from tests.unit.copying.two_disks import CHUNK, copied, flip, plug, run, safe, state

BAD = "Größe 1.vhdx"


def _proven_bad(tmp_path: Path, *disks: str) -> None:
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    for disk in disks:
        flip(safe(tmp_path, disk, BAD), CHUNK + 1)
    assert run(tmp_path, Operation.REREAD) is JobStatus.FAILED
    found = {disk.disk: [d.offset_bytes for d in disk.differences] for disk in state(tmp_path).disks}
    assert found == {disk: [CHUNK] if disk in disks else [] for disk in ("a", "b")}


def test_a_bad_chunk_is_copied_again_alone(tmp_path: Path) -> None:
    """One bad sector in a disk of terabytes costs one chunk, not the night."""
    _proven_bad(tmp_path, "a")
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    assert state(tmp_path).source_bytes_read == CHUNK
    rescues = [(r.offset_bytes, r.bad_on, r.taken_from) for r in state(tmp_path).rescues]
    assert rescues == [(CHUNK, "a", None)]
    assert run(tmp_path, Operation.REREAD) is JobStatus.DONE
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert safe(tmp_path, "a", BAD).read_bytes() == (tmp_path / "source" / "vm" / BAD).read_bytes()


def test_without_the_source_a_bad_chunk_comes_from_the_other_disk(tmp_path: Path) -> None:
    _proven_bad(tmp_path, "a")
    shutil.rmtree(tmp_path / "source")
    (tmp_path / "source").mkdir()
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    assert [(r.offset_bytes, r.bad_on, r.taken_from) for r in state(tmp_path).rescues] == [(CHUNK, "a", "b")]
    assert run(tmp_path, Operation.REREAD) is JobStatus.DONE
    assert safe(tmp_path, "a", BAD).read_bytes() == safe(tmp_path, "b", BAD).read_bytes()


def test_what_is_bad_everywhere_costs_that_file_alone(tmp_path: Path) -> None:
    """It is named with its place, never filled with zeros, and both bags are whole without it."""
    _proven_bad(tmp_path, "a", "b")
    shutil.rmtree(tmp_path / "source")
    (tmp_path / "source").mkdir()
    assert run(tmp_path, Operation.COPY) is JobStatus.FAILED
    told = {(f.reason, f.path, f.offset_bytes) for f in state(tmp_path).failures}
    assert told == {(FailureReason.NO_GOOD_COPY, f"vm/{BAD}", CHUNK)}
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    for disk in state(tmp_path).disks:
        assert [(u.path, u.reason, u.offset_bytes) for u in disk.uncovered] == [(f"vm/{BAD}", "no-good-copy", CHUNK)]
        bagit.Bag(str(tmp_path / disk.disk / "bag")).validate()


def test_disk_c_takes_over_from_the_source_while_it_is_unchanged(tmp_path: Path) -> None:
    """The source is the first witness: the surviving copy is not strained for a third one."""
    copied(tmp_path)
    plug(tmp_path, "c")
    files = CountingFiles(tmp_path / "b" / "bag" / "data")
    assert run(tmp_path, Operation.COPY, disks="bc", files=files) is JobStatus.DONE
    assert not files.reads
    assert state(tmp_path).source_bytes_read == state(tmp_path).bytes_total
    _same_bags(tmp_path, "bc")


def test_disk_c_takes_over_from_another_disk_when_the_source_is_gone(tmp_path: Path) -> None:
    """Also then each chunk is proven: a bad one comes from the next disk and is named."""
    copied(tmp_path)
    shutil.rmtree(tmp_path / "source")
    (tmp_path / "source").mkdir()
    plug(tmp_path, "c")
    flip(safe(tmp_path, "a", BAD), 2 * CHUNK)
    assert run(tmp_path, Operation.COPY, disks="abc") is JobStatus.DONE
    assert state(tmp_path).source_bytes_read == 0
    assert [(r.offset_bytes, r.bad_on, r.taken_from) for r in state(tmp_path).rescues] == [(2 * CHUNK, "a", "b")]
    _same_bags(tmp_path, "bc")


def test_a_disk_that_goes_in_the_middle_is_replaced(tmp_path: Path) -> None:
    """Its cable is pulled for good: the other disk gets everything, and the new one catches up."""
    copying = FailingDisk(tmp_path / "a", 60, errno.EIO)
    assert run(tmp_path, Operation.COPY, files=copying) is JobStatus.FAILED
    disks = {disk.disk: disk for disk in state(tmp_path).disks}
    assert disks["a"].failure is FailureReason.INPUT_OUTPUT
    assert 0 < disks["a"].bytes_done < disks["b"].bytes_done == state(tmp_path).bytes_total
    plug(tmp_path, "c")
    assert run(tmp_path, Operation.COPY, disks="bc") is JobStatus.DONE
    _same_bags(tmp_path, "bc")


def test_the_disk_that_came_back_goes_on_where_it_was(tmp_path: Path) -> None:
    assert run(tmp_path, Operation.COPY, files=FailingDisk(tmp_path / "a", 60, errno.ENOSPC)) is JobStatus.FAILED
    had = state(tmp_path).disks[0].bytes_done
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    assert state(tmp_path).source_bytes_read <= state(tmp_path).bytes_total - had
    _same_bags(tmp_path, "ab")


def _same_bags(tmp_path: Path, disks: str) -> None:
    for operation in (Operation.REREAD, Operation.CLOSE, Operation.VERIFY):
        assert run(tmp_path, operation, disks=disks) is JobStatus.DONE, state(tmp_path)
    manifests = {(tmp_path / disk / "bag" / "manifest-sha256.txt").read_text() for disk in disks}
    assert len(manifests) == 1


def test_a_disk_that_fell_behind_catches_up_without_the_source(tmp_path: Path) -> None:
    """What one disk has whole is not read from the old disks a second time for the other one's sake."""
    big = (Item(root="src", path=f"vm/{BAD}", owner="1"),)
    failing = FailingDisk(tmp_path / "b", 20, errno.EIO)
    assert run(tmp_path, Operation.COPY, items=big, files=failing) is JobStatus.FAILED
    assert 0 < state(tmp_path).disks[1].bytes_done < state(tmp_path).bytes_total
    assert run(tmp_path, Operation.COPY, items=big) is JobStatus.DONE
    assert state(tmp_path).source_bytes_read == 0
    _same_bags(tmp_path, "ab")


def test_a_chunk_list_that_rotted_is_made_good_too(tmp_path: Path) -> None:
    """The list is a witness like the content: after healing both disks have the same one again."""
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    key = key_of("src", f"vm/{BAD}")
    lists = [tmp_path / disk / "bag" / "migrator" / "chunks" / f"{key}.sha256" for disk in ("a", "b")]
    lines = lists[0].read_bytes()
    lists[0].write_bytes(lines[:65] + (b"0" if lines[65:66] != b"0" else b"1") + lines[66:])
    assert run(tmp_path, Operation.REREAD) is JobStatus.FAILED
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    assert lists[0].read_bytes() == lists[1].read_bytes()
    _same_bags(tmp_path, "ab")
