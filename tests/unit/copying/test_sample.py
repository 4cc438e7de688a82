"""A disk that was away is read again in part before anybody relies on it."""

from pathlib import Path

from migrator.bag.difference import DifferenceKind
from migrator.copying.job import Operation
from migrator.copying.state import JobStatus
from tests.unit.copying.planted import CountingFiles
from tests.unit.copying.two_disks import CHUNK, copied, flip, run, safe, state


def test_a_seed_chooses_the_same_chunks_again_and_another_seed_others(tmp_path: Path) -> None:
    """What was looked at can be repeated; a percent is read, at least a chunk of each file."""
    copied(tmp_path)
    chosen = []
    for seed in ("one", "one", "two"):
        files = CountingFiles(tmp_path / "a" / "bag" / "data")
        assert run(tmp_path, Operation.SAMPLE, files=files, sample_seed=seed, sample_per_mille=100) is JobStatus.DONE
        chosen.append(set(files.reads))
    assert chosen[0] == chosen[1] != chosen[2]
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "a" / "bag" / "data").rglob("*") if path.is_file()}
    for name, size in sizes.items():
        count = -(-size // CHUNK)
        assert sum(read[0] == name for read in chosen[0]) == -(-count // 10)


def test_a_disk_that_came_back_changed_is_noticed(tmp_path: Path) -> None:
    """Where everything is read, one flipped bit is found and placed; a file that is gone, or cut, always is."""
    copied(tmp_path)
    flip(safe(tmp_path, "b", "Größe 1.vhdx"), 3 * CHUNK + 9)
    safe(tmp_path, "b", "it's here.vmcx").unlink()
    with safe(tmp_path, "b", "Snapshots/a b.avhdx").open("r+b") as file:
        file.truncate(5)
    assert run(tmp_path, Operation.SAMPLE, sample_per_mille=1000) is JobStatus.FAILED
    good, bad = state(tmp_path).disks
    assert not good.differences
    assert {(one.kind, one.path.rpartition("vm/")[2], one.offset_bytes) for one in bad.differences} == {
        (DifferenceKind.MISMATCHED, "Größe 1.vhdx", 3 * CHUNK),
        (DifferenceKind.MISMATCHED, "Snapshots/a b.avhdx", None),
        (DifferenceKind.MISSING, "it's here.vmcx", None),
    }
