"""What the source is at the moment of copying, what it is later, and what is said about the difference."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from migrator.bag.entry import Entry, read_entries
from migrator.copying.job import Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.state import ComparedWith, FailureReason, JobStatus
from migrator.copying.vhdx import data_write_guid
from migrator.lab.world.vhd import VhdFooter, write_vhd
from migrator.lab.world.vhdx import Vhdx, change_data_write_guid, write_vhdx
from tests.unit.copying.planted import CountingFiles
from tests.unit.copying.two_disks import CHUNK, NAMES, NOON, content, copied, run, safe, sources, state

CONFIGURATION = "it's here.vmcx"
GUID = uuid.UUID(int=7)


def entries(tmp_path: Path) -> dict[str, Entry]:
    text = (tmp_path / "a" / "bag" / "migrator" / "entries.jsonl").read_text(encoding="utf-8")
    return {entry.true_path: entry for entry in read_entries(text)}


def rewriting(path: Path, times: int) -> Callable[[Path, int], None]:
    """Return what writes `path` anew while it is read, as the hypervisor does with a configuration file."""
    left = [times]

    def write(read: Path, _offset: int) -> None:
        if read == path and left[0]:
            left[0] -= 1
            path.write_bytes(content(100 + left[0], CHUNK * 5))
            os.utime(path, ns=(left[0], left[0]))

    return write


def test_a_configuration_file_written_meanwhile_is_copied_again(tmp_path: Path) -> None:
    """The management service writes its files when it likes: both disks get one whole version, never a mixture."""
    sources(tmp_path)
    path = tmp_path / "source" / "vm" / CONFIGURATION
    files = CountingFiles(tmp_path / "source", rewriting(path, 2))
    assert run(tmp_path, Operation.COPY, files=files) is JobStatus.DONE
    assert {disk.bytes_done for disk in state(tmp_path).disks} == {
        sum(found.stat().st_size for found in (tmp_path / "source").rglob("*") if found.is_file())
    }
    for disk in ("a", "b"):
        assert safe(tmp_path, disk, CONFIGURATION).read_bytes() == path.read_bytes()
    assert run(tmp_path, Operation.REREAD) is JobStatus.DONE


def test_a_file_that_never_holds_still_is_named(tmp_path: Path) -> None:
    """Somebody uses it: it is in no bag, the bag is closed without it, and says so."""
    sources(tmp_path)
    path = tmp_path / "source" / "vm" / CONFIGURATION
    files = CountingFiles(tmp_path / "source", rewriting(path, 99))
    assert run(tmp_path, Operation.COPY, files=files) is JobStatus.FAILED
    assert [(f.reason, f.path) for f in state(tmp_path).failures] == [
        (FailureReason.CHANGED_WHILE_COPIED, f"vm/{CONFIGURATION}")
    ]
    assert files.reads[CONFIGURATION, 0] == 3
    assert run(tmp_path, Operation.REREAD) is JobStatus.DONE
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert [[u.path for u in disk.uncovered] for disk in state(tmp_path).disks] == [[f"vm/{CONFIGURATION}"]] * 2
    assert not safe(tmp_path, "a", CONFIGURATION).exists()
    assert run(tmp_path, Operation.VERIFY) is JobStatus.DONE


def test_a_large_file_that_changes_is_not_copied_again_and_again(tmp_path: Path) -> None:
    """A disk that changes is a machine that runs: hours are not spent three times to find that out."""
    sources(tmp_path)
    path = tmp_path / "source" / "vm" / "big.vhdx"
    with path.open("wb") as file:
        file.truncate((64 << 20) + 1)
    files = CountingFiles(tmp_path / "source", lambda read, _: os.utime(path) if read == path else None)
    assert run(tmp_path, Operation.COPY, files=files, chunk_bytes=16 << 20) is JobStatus.FAILED
    assert [f.path for f in state(tmp_path).failures] == ["vm/big.vhdx"]
    assert files.reads["big.vhdx", 0] == 1


def test_a_virtual_disk_is_told_by_its_own_word(tmp_path: Path) -> None:
    """A guest that wrote and whose file got its old time back is still noticed, without reading the content."""
    sources(tmp_path)
    new = tmp_path / "source" / "vm" / "new.vhdx"
    old = tmp_path / "source" / "vm" / "old.vhd"
    write_vhdx(new, Vhdx(GUID, GUID, GUID, 1 << 20, fixed=False), b"payload")
    write_vhd(old, VhdFooter(GUID, NOON, 1 << 20), b"payload")
    copied(tmp_path, chunk_bytes=1 << 20)
    assert entries(tmp_path)["vm/new.vhdx"].data_write_guid == str(GUID)
    assert entries(tmp_path)["vm/old.vhd"].vhd_footer is not None
    times = {path: path.stat().st_mtime_ns for path in (new, old)}
    change_data_write_guid(new, uuid.UUID(int=8), uuid.UUID(int=9))
    with old.open("r+b") as file:
        file.seek(-300, os.SEEK_END)
        file.write(b"\1")
    for path, time in times.items():
        os.utime(path, ns=(time, time))
    assert run(tmp_path, Operation.COMPARE_SOURCE, chunk_bytes=1 << 20) is JobStatus.FAILED
    told = {(found.path, found.changed) for found in state(tmp_path).comparisons if found.changed}
    assert told == {("vm/new.vhdx", ("data_write_guid",)), ("vm/old.vhd", ("vhd_footer",))}


def test_comparing_with_the_source_says_each_difference_and_writes_nothing(tmp_path: Path) -> None:
    """The wipe gate asks this: a machine started on Sunday keeps it shut, and the page says which file."""
    copied(tmp_path)
    before = _tree(tmp_path)
    assert run(tmp_path, Operation.COMPARE_SOURCE) is JobStatus.DONE
    assert {found.result for found in state(tmp_path).comparisons} == {ComparedWith.UNCHANGED}
    assert len(state(tmp_path).comparisons) == 2 * len(NAMES)
    vm = tmp_path / "source" / "vm"
    os.utime(vm / "empty.bin", ns=(5, 5))
    (vm / CONFIGURATION).unlink()
    (vm / "new.txt").write_text("new")
    assert run(tmp_path, Operation.COMPARE_SOURCE) is JobStatus.FAILED
    told = {(f.path, f.result) for f in state(tmp_path).comparisons if f.result is not ComparedWith.UNCHANGED}
    assert told == {
        ("vm/empty.bin", ComparedWith.CHANGED),
        (f"vm/{CONFIGURATION}", ComparedWith.MISSING),
        ("vm/new.txt", ComparedWith.NOT_IN_BAG),
    }
    assert _tree(tmp_path) == before


def test_a_whole_copy_is_replaced_only_when_that_is_asked_for(tmp_path: Path) -> None:
    """The proven version stays until a person decides; then both disks get the new one, and nothing of the old."""
    copied(tmp_path)
    path = tmp_path / "source" / "vm" / CONFIGURATION
    was = path.read_bytes()
    path.write_bytes(b"a later version")
    assert run(tmp_path, Operation.COPY) is JobStatus.FAILED
    assert [f.reason for f in state(tmp_path).failures] == [FailureReason.CHANGED_SINCE_COPIED]
    assert safe(tmp_path, "a", CONFIGURATION).read_bytes() == was
    copied(tmp_path, replace_changed=True)
    for disk in ("a", "b"):
        assert safe(tmp_path, disk, CONFIGURATION).read_bytes() == b"a later version"
    assert run(tmp_path, Operation.COMPARE_SOURCE) is JobStatus.DONE
    assert run(tmp_path, Operation.VERIFY) is JobStatus.DONE


def _tree(tmp_path: Path) -> dict[str, tuple[int, bytes]]:
    found = [path for disk in ("a", "b") for path in (tmp_path / disk).rglob("*") if path.is_file()]
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


@pytest.mark.parametrize("gone", ["a", "b"])
def test_a_copy_that_somebody_removed_from_a_disk_is_missed(tmp_path: Path, gone: str) -> None:
    """The log remembers it: the re-read and the closed bag say so, instead of being content with less."""
    copied(tmp_path)
    safe(tmp_path, gone, CONFIGURATION).unlink()
    assert run(tmp_path, Operation.REREAD) is JobStatus.FAILED
    assert [d.path for disk in state(tmp_path).disks for d in disk.differences] == [f"data/src/vm/{CONFIGURATION}"]
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    assert run(tmp_path, Operation.REREAD) is JobStatus.DONE


def test_a_torn_header_of_a_virtual_disk_is_not_believed(tmp_path: Path) -> None:
    """The format keeps two headers, and the valid one with the higher number counts."""
    path = tmp_path / "new.vhdx"
    write_vhdx(path, Vhdx(GUID, GUID, GUID, 1 << 20, fixed=False), b"payload")
    change_data_write_guid(path, uuid.UUID(int=8), uuid.UUID(int=9))
    assert data_write_guid(path, LocalFiles()) == str(uuid.UUID(int=8))
    content = path.read_bytes()
    newest = max((64 << 10, 128 << 10), key=lambda at: int.from_bytes(content[at + 8 : at + 16], "little"))
    path.write_bytes(content[: newest + 40] + b"torn" + content[newest + 44 :])
    assert data_write_guid(path, LocalFiles()) == str(GUID)
    path.write_bytes(b"no virtual disk at all")
    assert data_write_guid(path, LocalFiles()) is None
