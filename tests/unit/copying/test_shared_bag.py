"""Several virtual machines in one bag, job by job: each is proven by itself, and the bag is closed more than once."""

import errno
import subprocess
from pathlib import Path

import bagit

from migrator.bag.uncovered import read_uncovered
from migrator.copying.job import Item, Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.state import FailureReason, JobStatus
from migrator.ports.file_operations import ReadFile
from tests.unit.copying.test_copier import SHA256SUM
from tests.unit.copying.two_disks import CHUNK, content, copied, run, sources, state

OTHER = (Item(root="src", path="other", owner="2"),)


def _other(tmp_path: Path) -> None:
    sources(tmp_path)
    (tmp_path / "source" / "other").mkdir()
    (tmp_path / "source" / "other" / "100%25.vhdx").write_bytes(content(50, CHUNK * 6))
    (tmp_path / "source" / "other" / "config.vmcx").write_bytes(content(51, CHUNK * 20))


def _stock_tools_agree(bag: Path) -> None:
    bagit.Bag(str(bag)).validate()
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run([SHA256SUM, "--quiet", "--strict", "-c", manifest], cwd=bag, check=True)


def _manifest(tmp_path: Path, disk: str) -> set[str]:
    return set((tmp_path / disk / "bag" / "manifest-sha256.txt").read_text().splitlines())


def test_a_second_machine_joins_a_closed_bag(tmp_path: Path) -> None:
    """What was closed stays as it was; the next generation has more, also for tools that know nothing of us."""
    _other(tmp_path)
    copied(tmp_path)
    first = _manifest(tmp_path, "a")
    assert [disk.closed_generation for disk in state(tmp_path).disks] == [1, 1]
    assert run(tmp_path, Operation.COPY, items=OTHER) is JobStatus.DONE
    assert state(tmp_path).files_total == 2
    subprocess.run(
        [SHA256SUM, "--quiet", "--strict", "-c", "manifest-sha256.txt"], cwd=tmp_path / "a" / "bag", check=True
    )
    assert run(tmp_path, Operation.REREAD, owners=("2",)) is JobStatus.DONE
    assert {(file.path, file.owner) for file in state(tmp_path).files} == {
        ("other/100%25.vhdx", "2"),
        ("other/config.vmcx", "2"),
    }
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert [disk.closed_generation for disk in state(tmp_path).disks] == [2, 2]
    for disk in ("a", "b"):
        _stock_tools_agree(tmp_path / disk / "bag")
        assert first < _manifest(tmp_path, disk)


def test_one_machine_is_proven_on_one_disk(tmp_path: Path) -> None:
    """Only what was asked is read, and the state lists it again when the job is given again."""
    _other(tmp_path)
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    assert run(tmp_path, Operation.COPY, items=OTHER) is JobStatus.DONE
    for _ in range(2):
        assert run(tmp_path, Operation.REREAD, disks="b", owners=("2",)) is JobStatus.DONE
        assert {(file.owner, file.disk) for file in state(tmp_path).files} == {("2", "b")}
        assert state(tmp_path).disks[0].bytes_done == state(tmp_path).bytes_total == CHUNK * 26


def test_what_is_not_proven_waits_outside_and_comes_in_later(tmp_path: Path) -> None:
    """A bag can be closed while one machine is still to be proven: it is named, and no tool stumbles over it."""
    _other(tmp_path)
    copied(tmp_path)
    assert run(tmp_path, Operation.COPY, items=OTHER) is JobStatus.DONE
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    bag = tmp_path / "a" / "bag"
    listed = read_uncovered((bag / "migrator" / "uncovered.jsonl").read_text(encoding="utf-8"))
    assert {(item.path, item.reason) for item in listed} == {
        ("other/100%25.vhdx", "not-proven"),
        ("other/config.vmcx", "not-proven"),
    }
    assert state(tmp_path).disks[0].uncovered == listed
    assert "Migrator-Uncovered: 2" in (bag / "bag-info.txt").read_text()
    _stock_tools_agree(bag)
    assert run(tmp_path, Operation.REREAD, owners=("2",)) is JobStatus.DONE
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert not state(tmp_path).disks[0].uncovered
    _stock_tools_agree(bag)


def test_only_the_machine_that_is_asked_for_comes_back(tmp_path: Path) -> None:
    _other(tmp_path)
    copied(tmp_path)
    copied(tmp_path, items=OTHER)
    home = tmp_path / "new" / "other-home"
    to = (Item(root="src", path="other", to=str(home)),)
    assert run(tmp_path, Operation.RESTORE, items=to, owners=("2",)) is JobStatus.DONE
    assert run(tmp_path, Operation.VERIFY_RESTORED, items=to, owners=("2",)) is JobStatus.DONE
    assert {path.name for path in home.iterdir()} == {"100%25.vhdx", "config.vmcx"}
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"other-home"}


class _BadSector(LocalFiles):
    """The source's disk cannot read one file beyond 64 KiB."""

    def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
        opened = super().open_read(path, from_disk=from_disk)
        return _Torn(opened) if path.name == "config.vmcx" and "source" in path.parts else opened


class _Torn:
    def __init__(self, opened: ReadFile) -> None:
        self._opened = opened

    def read_at(self, offset: int, size_bytes: int) -> bytes:
        if offset + size_bytes > 64 << 10:
            raise OSError(errno.EIO, "planted")
        return self._opened.read_at(offset, size_bytes)

    def close(self) -> None:
        self._opened.close()


def test_an_unreadable_source_leaves_a_named_gap(tmp_path: Path) -> None:
    """Nothing is made up: the file and the place stand in both bags, which are whole otherwise."""
    _other(tmp_path)
    assert run(tmp_path, Operation.COPY, items=OTHER, files=_BadSector()) is JobStatus.FAILED
    told = [(f.reason, f.path, f.offset_bytes) for f in state(tmp_path).failures]
    assert told == [(FailureReason.SOURCE_UNREADABLE, "other/config.vmcx", 64 << 10)]
    assert run(tmp_path, Operation.REREAD) is JobStatus.DONE
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    for disk in ("a", "b"):
        bag = tmp_path / disk / "bag"
        _stock_tools_agree(bag)
        (gap,) = read_uncovered((bag / "migrator" / "uncovered.jsonl").read_text(encoding="utf-8"))
        assert (gap.path, gap.owner, gap.reason, gap.offset_bytes) == (
            "other/config.vmcx",
            "2",
            "source-unreadable",
            64 << 10,
        )
    # The disk is read once more, and this time it can: what was read already is not read again.
    assert run(tmp_path, Operation.COPY, items=OTHER) is JobStatus.DONE
    assert state(tmp_path).source_bytes_read == 4 * CHUNK
    assert run(tmp_path, Operation.REREAD) is JobStatus.DONE
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert not state(tmp_path).disks[0].uncovered


def test_what_the_source_has_no_more_is_no_gap(tmp_path: Path) -> None:
    """An unreadable file that its owner threw away does not stay in the list for ever."""
    _other(tmp_path)
    assert run(tmp_path, Operation.COPY, items=OTHER, files=_BadSector()) is JobStatus.FAILED
    (tmp_path / "source" / "other" / "config.vmcx").unlink()
    assert run(tmp_path, Operation.COPY, items=OTHER) is JobStatus.DONE
    assert run(tmp_path, Operation.REREAD) is JobStatus.DONE
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert not state(tmp_path).disks[0].uncovered
    assert not list((tmp_path / "a" / "bag" / "migrator" / "work").iterdir())


def test_a_source_that_is_out_of_sight_is_not_taken_for_empty(tmp_path: Path) -> None:
    """A volume that is offline at the second start must not make half a machine look like all of it."""
    _other(tmp_path)
    assert run(tmp_path, Operation.COPY, items=OTHER, files=_BadSector()) is JobStatus.FAILED
    (tmp_path / "source" / "other").rename(tmp_path / "elsewhere")
    assert run(tmp_path, Operation.COPY, items=OTHER) is JobStatus.FAILED
    assert FailureReason.SOURCE_MISSING in {failure.reason for failure in state(tmp_path).failures}
    (tmp_path / "elsewhere").rename(tmp_path / "source" / "other")
    assert run(tmp_path, Operation.COPY, items=OTHER) is JobStatus.DONE
    assert state(tmp_path).source_bytes_read == 4 * CHUNK


def test_a_torn_journal_line_is_no_part_of_a_generation(tmp_path: Path) -> None:
    """A power cut in the middle of a record: what was closed has whole records only, and the journal goes on."""
    copied(tmp_path)
    journal = tmp_path / "a" / "bag" / "migrator" / "journal.jsonl"
    journal.write_bytes(b'{"n":1}\n{"n":')
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert (journal.parent / "generations" / "journal-0002.jsonl").read_bytes() == b'{"n":1}\n'
    assert journal.read_bytes().endswith(b'{"n":')
    _stock_tools_agree(tmp_path / "a" / "bag")
