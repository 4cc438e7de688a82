"""What a disk does to each operation: it is named as that disk's own failure, and the rest goes on."""

import errno
from pathlib import Path

import pytest

from migrator.bag.difference import DifferenceKind
from migrator.bag.entry import key_of
from migrator.copying.job import Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.state import FailureReason, JobStatus
from migrator.ports.file_operations import ReadFile
from tests.unit.copying.planted import CountingFiles, FailingDisk
from tests.unit.copying.two_disks import CHUNK, NAMES, copied, flip, plug, run, safe, state

BAD = "Größe 1.vhdx"
PROVING = [Operation.REREAD, Operation.CLOSE, Operation.COMPARE_SOURCE, Operation.VERIFY]


class _BadSectors(LocalFiles):
    """A disk that cannot read some places of its copies."""

    def __init__(self, path: Path, *offsets: int) -> None:
        self._path = path
        self._offsets = offsets

    def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
        opened = super().open_read(path, from_disk=from_disk)
        return _Bad(opened, self._offsets) if path == self._path else opened


class _Bad:
    def __init__(self, opened: ReadFile, offsets: tuple[int, ...]) -> None:
        self._opened = opened
        self._offsets = offsets

    def read_at(self, offset: int, size_bytes: int) -> bytes:
        if any(offset <= bad < offset + size_bytes for bad in self._offsets):
            raise OSError(errno.EIO, "planted")
        return self._opened.read_at(offset, size_bytes)

    def close(self) -> None:
        self._opened.close()


def test_a_sector_that_cannot_be_read_back_is_named_and_written_again(tmp_path: Path) -> None:
    """Drives replace a bad sector when it is written: the copy is good afterwards, from the other disk or the source."""
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    files = _BadSectors(safe(tmp_path, "a", BAD), 2 * CHUNK)
    assert run(tmp_path, Operation.REREAD, files=files) is JobStatus.FAILED
    found = [(one.kind, one.offset_bytes) for one in state(tmp_path).disks[0].differences]
    assert found == [(DifferenceKind.UNREADABLE, 2 * CHUNK)]
    assert state(tmp_path).files_done == len(NAMES) - 1
    for operation in (Operation.COPY, Operation.REREAD, Operation.CLOSE, Operation.VERIFY):
        assert run(tmp_path, operation) is JobStatus.DONE


def test_verify_names_what_the_disk_does_not_read(tmp_path: Path) -> None:
    copied(tmp_path)
    files = _BadSectors(safe(tmp_path, "b", BAD), 3 * CHUNK)
    assert run(tmp_path, Operation.VERIFY, files=files) is JobStatus.FAILED
    assert [[one.kind for one in disk.differences] for disk in state(tmp_path).disks] == [
        [],
        [DifferenceKind.UNREADABLE],
    ]


def test_a_chunk_that_the_disk_does_not_read_is_restored_from_the_other(tmp_path: Path) -> None:
    copied(tmp_path)
    files = _BadSectors(safe(tmp_path, "a", BAD), 3 * CHUNK)
    to = {"src": str(tmp_path / "back")}
    assert run(tmp_path, Operation.RESTORE, disks="a", files=files, restore_to=to) is JobStatus.FAILED
    assert [(f.reason, f.offset_bytes) for f in state(tmp_path).failures] == [(FailureReason.NO_GOOD_COPY, 3 * CHUNK)]
    before = state(tmp_path).files_done
    assert run(tmp_path, Operation.RESTORE, files=files, restore_to=to) is JobStatus.DONE
    assert (before, state(tmp_path).files_done) == (len(NAMES) - 1, len(NAMES))
    assert [(r.offset_bytes, r.bad_on, r.taken_from) for r in state(tmp_path).rescues] == [(3 * CHUNK, "a", "b")]


def test_a_full_new_array_is_named_and_the_restore_goes_on_later(tmp_path: Path) -> None:
    """The place that is restored to is no external disk: its failure ends the job and stands with the file."""
    copied(tmp_path)
    back = tmp_path / "back"
    back.mkdir()
    to = {"src": str(back)}
    full = FailingDisk(back, 40, errno.ENOSPC)
    assert run(tmp_path, Operation.RESTORE, files=full, restore_to=to) is JobStatus.FAILED
    assert [failure.reason for failure in state(tmp_path).failures] == [FailureReason.NO_ROOM]
    assert not any(disk.failure for disk in state(tmp_path).disks)
    files = CountingFiles(tmp_path / "a" / "bag" / "data")
    assert run(tmp_path, Operation.RESTORE, files=files, restore_to=to) is JobStatus.DONE
    assert sum(files.reads.values()) < sum(-(-(safe_size(tmp_path, name)) // CHUNK) for name in NAMES)
    assert run(tmp_path, Operation.VERIFY_RESTORED, restore_to=to) is JobStatus.DONE


def safe_size(tmp_path: Path, name: str) -> int:
    return (tmp_path / "source" / "vm" / name).stat().st_size


def test_what_was_not_restored_is_not_called_verified(tmp_path: Path) -> None:
    copied(tmp_path)
    to = {"src": str(tmp_path / "back")}
    assert run(tmp_path, Operation.VERIFY_RESTORED, restore_to=to) is JobStatus.FAILED
    assert {failure.reason for failure in state(tmp_path).failures} == {FailureReason.NOT_RESTORED}
    assert not state(tmp_path).files


def test_a_disk_that_is_not_the_one_meant_takes_no_part(tmp_path: Path) -> None:
    """A stranger's disk, an empty one, another migration's and a damaged log: named, and not a byte written."""
    copied(tmp_path)
    (tmp_path / "b" / "migrator-disk.json").rename(tmp_path / "marker-of-b")
    assert run(tmp_path, Operation.COPY) is JobStatus.FAILED
    assert [disk.failure for disk in state(tmp_path).disks] == [None, FailureReason.MARKER_MISSING]
    plug(tmp_path, "c")
    (tmp_path / "c" / "migrator-disk.json").rename(tmp_path / "b" / "migrator-disk.json")
    assert run(tmp_path, Operation.CLOSE) is JobStatus.FAILED
    assert [disk.failure for disk in state(tmp_path).disks] == [None, FailureReason.MARKER_OF_ANOTHER]
    assert [disk.closed_generation for disk in state(tmp_path).disks] == [2, None]
    (tmp_path / "marker-of-b").rename(tmp_path / "b" / "migrator-disk.json")
    log = tmp_path / "b" / "bag" / "migrator" / "progress.jsonl"
    log.write_bytes(b'{"event":"from the future"}\n' + log.read_bytes())
    for operation in (Operation.COPY, Operation.REREAD, Operation.COMPARE_SOURCE):
        assert run(tmp_path, operation) is JobStatus.FAILED
        assert [disk.failure for disk in state(tmp_path).disks] == [None, FailureReason.UNREADABLE_PROGRESS]


@pytest.mark.parametrize("operation", PROVING)
def test_a_disk_that_goes_away_is_that_disks_failure(tmp_path: Path, operation: Operation) -> None:
    """Pulled out at any operation: the other disk is done, and the state says which one is gone."""
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE

    class _Pulled(LocalFiles):
        def read_small(self, path: Path) -> bytes | None:
            if path.is_relative_to(tmp_path / "b"):
                raise OSError(errno.ENODEV, "planted")
            return super().read_small(path)

        def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
            if path.is_relative_to(tmp_path / "b"):
                raise OSError(errno.ENODEV, "planted")
            return super().open_read(path, from_disk=from_disk)

    if operation is Operation.VERIFY:
        for proving in (Operation.REREAD, Operation.CLOSE):
            assert run(tmp_path, proving) is JobStatus.DONE
    assert run(tmp_path, operation, files=_Pulled()) is JobStatus.FAILED
    assert [disk.failure for disk in state(tmp_path).disks] == [None, FailureReason.VANISHED]
    assert not state(tmp_path).disks[0].differences


@pytest.mark.parametrize("operation", [Operation.REREAD, Operation.VERIFY, Operation.VERIFY_RESTORED])
def test_reading_can_be_stopped_and_goes_on(tmp_path: Path, operation: Operation) -> None:
    """Hours of reading end soon after somebody asks, and nothing that was proven is read again."""
    to = {"src": str(tmp_path / "back")}
    if operation is Operation.REREAD:
        assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    else:
        copied(tmp_path)
        assert run(tmp_path, Operation.RESTORE, restore_to=to) is JobStatus.DONE
    left = [25]

    def stop(_path: Path, _offset: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            (tmp_path / "stop").touch()

    more = to if operation is Operation.VERIFY_RESTORED else {}
    files = CountingFiles(tmp_path, stop)
    assert run(tmp_path, operation, files=files, restore_to=more) is JobStatus.STOPPED
    assert sum(files.reads.values()) < 40
    (tmp_path / "stop").unlink()
    assert run(tmp_path, operation, restore_to=more) is JobStatus.DONE


def test_a_bag_whose_own_lists_cannot_be_read_says_so(tmp_path: Path) -> None:
    """Bad sectors below the lists are differences like any other, and the files are still checked."""
    copied(tmp_path)

    class _Lists(LocalFiles):
        def read_small(self, path: Path) -> bytes | None:
            if path.suffix in {".sha256", ".jsonl"} and path.is_relative_to(tmp_path / "a" / "bag"):
                raise OSError(errno.EIO, "planted")
            return super().read_small(path)

    assert run(tmp_path, Operation.VERIFY, files=_Lists()) is JobStatus.FAILED
    assert {(one.kind, one.path) for one in state(tmp_path).disks[0].differences} == {
        (DifferenceKind.UNREADABLE, "migrator/entries.jsonl")
    }
    to = {"src": str(tmp_path / "back")}
    assert run(tmp_path, Operation.RESTORE, files=_Lists(), restore_to=to) is JobStatus.FAILED
    assert [disk.failure for disk in state(tmp_path).disks] == [FailureReason.INPUT_OUTPUT, None]
    assert state(tmp_path).files_done == len(NAMES)


def test_a_rotten_chunk_list_does_not_accuse_its_file(tmp_path: Path) -> None:
    """What is bad is named, and nothing else: the content still has the digest of the manifest."""
    copied(tmp_path)
    listed = f"migrator/chunks/{key_of('src', f'vm/{BAD}')}.sha256"
    flip(tmp_path / "a" / "bag" / listed, 10)
    assert run(tmp_path, Operation.VERIFY) is JobStatus.FAILED
    found = [(one.kind, one.path) for one in state(tmp_path).disks[0].differences]
    assert found == [(DifferenceKind.MISMATCHED, listed)]


def test_a_new_array_that_does_not_open_a_file_is_named(tmp_path: Path) -> None:
    copied(tmp_path)
    to = {"src": str(tmp_path / "back")}
    assert run(tmp_path, Operation.RESTORE, restore_to=to) is JobStatus.DONE

    class _Shut(LocalFiles):
        def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
            if path == tmp_path / "back" / "vm" / BAD:
                raise OSError(errno.EIO, "planted")
            return super().open_read(path, from_disk=from_disk)

    assert run(tmp_path, Operation.VERIFY_RESTORED, files=_Shut(), restore_to=to) is JobStatus.FAILED
    told = [(failure.reason, failure.path) for failure in state(tmp_path).failures]
    assert told == [(FailureReason.INPUT_OUTPUT, f"vm/{BAD}")]
    assert run(tmp_path, Operation.VERIFY_RESTORED, restore_to=to) is JobStatus.DONE
