"""A job that was stopped goes on where it was: nothing is read twice, and what it says stays true."""

import threading
from functools import partial
from pathlib import Path

from migrator.copying.job import Item, Operation
from migrator.copying.run_job import run_job
from migrator.copying.state import FailureReason, JobState, JobStatus
from tests.unit.copying.planted import CountingFiles
from tests.unit.copying.two_disks import CHUNK, NAMES, copied, flip, job, run, safe, state


class _StopAfter:
    """Puts the stop file there at the n-th read of content."""

    def __init__(self, stop_file: Path, reads: int) -> None:
        self._stop_file = stop_file
        self._left = reads

    def __call__(self, _path: Path, _offset: int) -> None:
        self._left -= 1
        if self._left == 0:
            self._stop_file.touch()


def test_a_stopped_copy_reads_no_byte_of_the_source_twice(tmp_path: Path) -> None:
    """Stopping costs nothing: the source's old disks are read once, however often somebody stops."""
    asked = job(tmp_path, Operation.COPY)
    stop = tmp_path / "stop"
    files = CountingFiles(tmp_path / "source", _StopAfter(stop, 30))
    assert run(tmp_path, Operation.COPY, files=files) is JobStatus.STOPPED
    halfway = state(tmp_path)
    assert 0 < halfway.source_bytes_read < halfway.bytes_total
    stop.unlink()
    assert run(tmp_path, Operation.COPY, files=files) is JobStatus.DONE
    content_reads = {read: count for read, count in files.reads.items() if not read[0].endswith("vhdx")}
    assert set(content_reads.values()) == {1}
    assert halfway.source_bytes_read + state(tmp_path).source_bytes_read == halfway.bytes_total
    assert [disk.bytes_done for disk in state(tmp_path).disks] == [halfway.bytes_total] * 2
    assert asked == job(tmp_path, Operation.COPY)


def test_a_finished_copy_reads_nothing_again(tmp_path: Path) -> None:
    copied(tmp_path)
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    assert state(tmp_path).source_bytes_read == 0
    assert state(tmp_path).files_done == len(NAMES)


def test_the_heartbeat_moves_while_the_source_is_slow(tmp_path: Path) -> None:
    """A dying source disk may take minutes for one read; the job must not look dead meanwhile."""
    asked = job(tmp_path, Operation.COPY)
    beats: list[JobState] = []
    twice = threading.Event()

    class _Watched(CountingFiles):
        def replace_small(self, path: Path, content: bytes) -> None:
            super().replace_small(path, content)
            if path == Path(asked.state_file):
                beats.append(JobState.model_validate_json(content))
                if len(beats) > 1:
                    twice.set()

    def wait(_path: Path, _offset: int) -> None:
        assert twice.wait(20)

    assert run_job(asked, _Watched(tmp_path / "source", wait)) is JobStatus.DONE
    assert [beat.status for beat in beats[:2]] == [JobStatus.RUNNING] * 2
    assert beats[1].heartbeat_at > beats[0].heartbeat_at
    assert beats[-1].status is JobStatus.DONE


def test_a_stopped_restore_goes_on_and_leaves_strangers_alone(tmp_path: Path) -> None:
    """Copy back after a power cut: own unfinished files go on, a file of somebody else is never written over."""
    copied(tmp_path)
    back = tmp_path / "back"
    theirs = back / "vm" / "it's here.vmcx"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    stop = tmp_path / "stop"
    files = CountingFiles(tmp_path / "a" / "bag" / "data", _StopAfter(stop, 30))
    to = {"src": str(back)}
    assert run(tmp_path, Operation.RESTORE, files=files, restore_to=to) is JobStatus.STOPPED
    before = state(tmp_path).disks[0].bytes_done
    assert 0 < before < state(tmp_path).bytes_total
    stop.unlink()
    assert run(tmp_path, Operation.RESTORE, files=files, restore_to=to) is JobStatus.FAILED
    assert set(files.reads.values()) == {1}
    assert [(f.reason, f.path) for f in state(tmp_path).failures] == [(FailureReason.OCCUPIED, "vm/it's here.vmcx")]
    assert theirs.read_bytes() == b"theirs"
    theirs.unlink()
    assert run(tmp_path, Operation.RESTORE, restore_to=to) is JobStatus.DONE
    assert run(tmp_path, Operation.VERIFY_RESTORED, restore_to=to) is JobStatus.DONE
    assert {file.path for file in state(tmp_path).files} == {f"vm/{name}" for name in NAMES}
    assert all((back / "vm" / n).read_bytes() == (tmp_path / "source/vm" / n).read_bytes() for n in NAMES)


def test_a_rescue_is_told_again_after_a_stop(tmp_path: Path) -> None:
    """The report names a chunk that came from B also when the restore was killed right after it."""
    copied(tmp_path)
    flip(safe(tmp_path, "a", "Größe 1.vhdx"), CHUNK + 1)
    to = {"src": str(tmp_path / "back")}
    (tmp_path / "back").mkdir()
    for _ in range(2):
        assert run(tmp_path, Operation.RESTORE, restore_to=to) is JobStatus.DONE
        assert [(r.offset_bytes, r.bad_on, r.taken_from) for r in state(tmp_path).rescues] == [(CHUNK, "a", "b")]


def test_a_restored_file_that_goes_bad_is_found_and_made_good(tmp_path: Path) -> None:
    """A new array that loses a bit is noticed before the import; only that chunk is brought again."""
    copied(tmp_path)
    home = tmp_path / "new" / "homes" / "vm"
    item = Item(root="src", path="vm", to=str(home))
    place = partial(run, tmp_path, disks="a", items=(item,), owners=("1",))
    assert place(Operation.RESTORE) is JobStatus.DONE
    flip(home / "Größe 1.vhdx", 3 * CHUNK)
    assert place(Operation.VERIFY_RESTORED) is JobStatus.FAILED
    assert [(f.reason, f.offset_bytes) for f in state(tmp_path).failures] == [(FailureReason.MISMATCHED, 3 * CHUNK)]
    files = CountingFiles(tmp_path / "a" / "bag" / "data")
    assert place(Operation.RESTORE, files=files) is JobStatus.DONE
    assert dict(files.reads) == {("Größe 1.vhdx", 3 * CHUNK): 1}
    assert place(Operation.VERIFY_RESTORED) is JobStatus.DONE
    assert (home / "Größe 1.vhdx").read_bytes() == (tmp_path / "source/vm/Größe 1.vhdx").read_bytes()
    assert not (home.parent / ".migrator-restore").exists()


def test_a_restore_leaves_nothing_of_its_own_and_knows_its_files_again(tmp_path: Path) -> None:
    """A home holds its machine and nothing else; whoever runs both jobs once more is not told of strangers."""
    copied(tmp_path)
    home = tmp_path / "new" / "vm"
    place = partial(run, tmp_path, disks="a", items=(Item(root="src", path="vm", to=str(home)),))
    assert place(Operation.RESTORE) is JobStatus.DONE
    assert (home.parent / ".migrator-restore").is_dir()
    assert place(Operation.VERIFY_RESTORED) is JobStatus.DONE
    for again in ((Operation.VERIFY_RESTORED,), (Operation.RESTORE, Operation.VERIFY_RESTORED)):
        assert [path.name for path in home.parent.iterdir()] == ["vm"]
        assert [place(operation) for operation in again] == [JobStatus.DONE] * len(again)
    assert len(state(tmp_path).files) == len(NAMES)
    (home / "it's here.vmcx").write_bytes(b"written to since")
    assert place(Operation.RESTORE) is JobStatus.FAILED
    assert [failure.reason for failure in state(tmp_path).failures] == [FailureReason.OCCUPIED]
    assert (home / "it's here.vmcx").read_bytes() == b"written to since"
