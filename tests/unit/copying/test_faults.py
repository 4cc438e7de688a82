"""A disk or a source that fails costs what it must, and nothing else; faults are planted in the file operations."""

import errno
from pathlib import Path

import pytest

from migrator.copying.job import Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.run_job import run_job
from migrator.copying.state import FailureReason, JobStatus
from migrator.ports.file_operations import ReadFile, WriteFile
from tests.unit.copying.two_disks import CHUNK, job, state


class _FullDisk(LocalFiles):
    """A file system whose disk `a` takes no new file's content."""

    def __init__(self, code: int) -> None:
        self._code = code

    def open_write(self, path: Path) -> WriteFile:
        if path.suffix == ".part" and "a" in path.parts:
            raise OSError(self._code, "planted", str(path))
        return super().open_write(path)


class _BadSector(LocalFiles):
    """A source that refuses one file."""

    def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
        if path.parent.parent.name == "source" and path.name == "it's here.vmcx":
            raise OSError(errno.EIO, "planted", str(path))
        return super().open_read(path, from_disk=from_disk)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, FailureReason.NO_ROOM),
        (errno.EIO, FailureReason.INPUT_OUTPUT),
        (errno.ENOENT, FailureReason.VANISHED),
    ],
)
def test_one_failing_disk_does_not_stop_the_other(tmp_path: Path, code: int, reason: FailureReason) -> None:
    """Disk B is whole when A fails, and A catches up later without B being written again."""
    assert run_job(job(tmp_path, Operation.COPY), _FullDisk(code)) is JobStatus.FAILED
    disks = {disk.disk: disk for disk in state(tmp_path).disks}
    assert disks["a"].failure is reason
    assert disks["b"].failure is None
    assert disks["b"].bytes_done == state(tmp_path).bytes_total
    assert run_job(job(tmp_path, Operation.COPY), LocalFiles()) is JobStatus.DONE, state(tmp_path)
    assert run_job(job(tmp_path, Operation.REREAD), LocalFiles()) is JobStatus.DONE, state(tmp_path)


def test_an_unreadable_source_is_named_and_never_made_up(tmp_path: Path) -> None:
    """What the source's disk refuses is in no bag; everything else is."""
    assert run_job(job(tmp_path, Operation.COPY), _BadSector()) is JobStatus.FAILED
    assert [(f.reason, f.path, f.offset_bytes) for f in state(tmp_path).failures] == [
        (FailureReason.SOURCE_UNREADABLE, "vm/it's here.vmcx", 0)
    ]
    assert not (tmp_path / "a" / "bag" / "data" / "src" / "vm" / "it's here.vmcx").exists()
    assert state(tmp_path).files_done == state(tmp_path).files_total - 1


def test_a_strangers_file_and_a_higher_epoch_are_left_alone(tmp_path: Path) -> None:
    asked = job(tmp_path, Operation.COPY)
    theirs = tmp_path / "a" / "bag" / "data" / "src" / "vm" / "Größe 1.vhdx"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"x" * CHUNK)
    assert run_job(asked, LocalFiles()) is JobStatus.FAILED
    assert theirs.read_bytes() == b"x" * CHUNK
    assert [f.reason for f in state(tmp_path).failures] == [FailureReason.OCCUPIED]
    assert run_job(job(tmp_path, Operation.COPY, epoch=1), LocalFiles()) is JobStatus.FAILED
    assert {disk.failure for disk in state(tmp_path).disks} == {FailureReason.EPOCH_HIGHER}
