"""The power goes at any change of a disk: the same jobs, given again, end with the same bag and the same files."""

import errno
from collections.abc import Iterator
from pathlib import Path

import bagit

from migrator.bag.validation import validate
from migrator.copying.job import Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.state import JobStatus
from tests.unit.copying.planted import FailingDisk
from tests.unit.copying.two_disks import CHUNK, content, plug, run, state

STEPS = (Operation.COPY, Operation.REREAD, Operation.CLOSE)
FILES = {"100%25.vhdx": content(1, CHUNK * 3 + 5), "config.vmcx": content(2, 100), "empty.bin": b""}


def _source(folder: Path) -> None:
    vm = folder / "source" / "vm"
    vm.mkdir(parents=True)
    for name, written in FILES.items():
        (vm / name).write_bytes(written)
    plug(folder, "a")


def _cuts(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield a folder of its own for every third number of changes after which the power goes."""
    for allowed in range(0, 400, 3):
        yield folder / str(allowed), allowed


def test_a_bag_is_the_same_wherever_the_power_went(tmp_path: Path) -> None:
    """Each third change of disk A is the last one once; then everything is asked again, and stock tools find a whole bag."""
    manifests = set()
    for folder, allowed in _cuts(tmp_path):
        folder.mkdir()
        _source(folder)
        cut = FailingDisk(folder / "a", allowed, errno.EIO)
        ended = [run(folder, operation, disks="a", files=cut) for operation in STEPS]
        for operation in STEPS:
            assert run(folder, operation, disks="a") is JobStatus.DONE, (allowed, operation, state(folder))
        bag = folder / "a" / "bag"
        assert validate(bag, LocalFiles()) == (), allowed
        bagit.Bag(str(bag)).validate()
        assert not list((bag / "migrator" / "work").iterdir()), allowed
        manifests.add((bag / "manifest-sha256.txt").read_text())
        if ended == [JobStatus.DONE] * len(STEPS):
            break
    else:
        raise AssertionError("the power never stayed on")
    assert allowed > 20
    assert len(manifests) == 1


def test_a_restore_is_the_same_wherever_the_power_went(tmp_path: Path) -> None:
    """Also the new host may lose its power: nothing is taken for a stranger's, and nothing of ours stays behind."""
    _source(tmp_path)
    for operation in STEPS:
        assert run(tmp_path, operation, disks="a") is JobStatus.DONE
    for back, allowed in _cuts(tmp_path / "back"):
        back.mkdir(parents=True)
        cut = FailingDisk(back, allowed, errno.EIO)
        to = {"src": str(back)}
        steps = (Operation.RESTORE, Operation.VERIFY_RESTORED)
        ended = [run(tmp_path, operation, disks="a", files=cut, restore_to=to) for operation in steps]
        for operation in steps:
            done = run(tmp_path, operation, disks="a", restore_to=to)
            assert done is JobStatus.DONE, (allowed, operation, state(tmp_path))
        found = {path.relative_to(back).as_posix(): path for path in back.rglob("*") if path.is_file()}
        assert {name: path.read_bytes() for name, path in found.items()} == {f"vm/{n}": c for n, c in FILES.items()}
        if ended == [JobStatus.DONE] * len(steps):
            break
    else:
        raise AssertionError("the power never stayed on")
    assert allowed > 20
