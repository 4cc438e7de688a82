"""Whatever somebody called a file, it is copied, proven and put back under its true name, or named and left."""

import os
from pathlib import Path

import bagit
import pytest

from migrator.bag.difference import DifferenceKind
from migrator.bag.entry import read_entries
from migrator.copying.job import Item, Operation
from migrator.copying.state import FailureReason, JobStatus
from tests.unit.copying.two_disks import copied, run, safe, sources, state

ODD = (
    "100%25.vhdx",
    "a%0Ab.vhdx",
    "line\r\nbreak.txt",
    "tab\there.txt",
    "x" * 251 + ".txt",
    "ä" * 127,
    "e\u0301 not composed.txt",
    " space at the edge ",
    "dot at the end.",
    "_name~0123456789.txt",
    "-rf *.txt",
    "$(whoami) `id`.txt",
    "'; drop table.txt",
    "<script>alert(1)</script>.txt".replace("/", "\u2215"),
    "\u202egnp.exe.txt",
    "deep/" * 40 + "file.txt",
)
REFUSED = ("CON", "LPT1.txt", "..\\..\\escape.txt", "C:evil.txt", "stream.txt:hidden")


def _write(tmp_path: Path, names: tuple[str, ...]) -> Path:
    sources(tmp_path)
    odd = tmp_path / "source" / "odd"
    for name in names:
        (odd / name).parent.mkdir(parents=True, exist_ok=True)
        (odd / name).write_bytes(name.encode())
    return odd


def test_odd_names_come_back_as_they_were(tmp_path: Path) -> None:
    """Stock tools read the bag, and the true name of each file is in the entry list."""
    odd = _write(tmp_path, ODD)
    copied(tmp_path, items=(Item(root="src", path="odd", owner="x"),))
    bag = tmp_path / "a" / "bag"
    bagit.Bag(str(bag)).validate()
    listed = read_entries((bag / "migrator" / "entries.jsonl").read_text(encoding="utf-8"))
    assert {entry.true_path for entry in listed} == {f"odd/{name}" for name in ODD}
    back = tmp_path / "back"
    assert run(tmp_path, Operation.RESTORE, restore_to={"src": str(back)}) is JobStatus.DONE
    assert {name: (back / "odd" / name).read_bytes() for name in ODD} == {name: name.encode() for name in ODD}
    assert all((odd / name).exists() for name in ODD)


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_names_that_mean_something_else_to_windows_are_named_and_left(tmp_path: Path) -> None:
    """A name that would lead out of the folder is never followed, on the disk or back."""
    _write(tmp_path, REFUSED)
    assert run(tmp_path, Operation.COPY, items=(Item(root="src", path="odd", owner="x"),)) is JobStatus.FAILED
    assert {(f.reason, f.path) for f in state(tmp_path).failures} == {
        (FailureReason.UNSAFE_PATH, f"odd/{name}") for name in REFUSED
    }
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert {gap.reason for gap in state(tmp_path).disks[0].uncovered} == {"unsafe-path"}
    assert len(state(tmp_path).disks[0].uncovered) == len(REFUSED)
    assert {path.name for path in tmp_path.iterdir()} == {"source", "a", "b", "state.json"}


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_is_named_and_not_followed(tmp_path: Path) -> None:
    """A junction in a machine's folder does not pull the rest of the volume into the bag."""
    odd = _write(tmp_path, ("file.txt",))
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("secret")
    (odd / "link").symlink_to(tmp_path / "secret")
    assert run(tmp_path, Operation.COPY, items=(Item(root="src", path="odd", owner="x"),)) is JobStatus.FAILED
    assert [(f.reason, f.path) for f in state(tmp_path).failures] == [(FailureReason.NOT_A_FILE, "odd/link")]
    assert not list((tmp_path / "a").rglob("key"))
    (odd / "link").unlink()
    assert run(tmp_path, Operation.COPY, items=(Item(root="src", path="odd", owner="x"),)) is JobStatus.DONE
    assert run(tmp_path, Operation.CLOSE) is JobStatus.DONE
    assert [gap.path for gap in state(tmp_path).disks[0].uncovered] == ["odd/file.txt"]  # only not proven yet


def test_a_bag_that_lies_about_its_paths_leads_nowhere(tmp_path: Path) -> None:
    """An entry list from a stranger's disk cannot make a restore write outside its folder."""
    copied(tmp_path)
    listed = tmp_path / "a" / "bag" / "migrator" / "entries.jsonl"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace('"path":"vm/empty.bin"', '"path":"../../empty.bin"'), encoding="utf-8")
    back = tmp_path / "deep" / "er" / "back"
    assert run(tmp_path, Operation.RESTORE, disks="a", restore_to={"src": str(back)}) is JobStatus.FAILED
    assert state(tmp_path).disks[0].failure is FailureReason.UNREADABLE_BAG
    assert not list((tmp_path / "deep").rglob("empty.bin"))


def test_a_link_in_the_place_that_is_restored_to_is_not_followed(tmp_path: Path) -> None:
    copied(tmp_path)
    back = tmp_path / "back"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    back.mkdir()
    (back / "vm").symlink_to(elsewhere)
    assert run(tmp_path, Operation.RESTORE, restore_to={"src": str(back)}) is JobStatus.FAILED
    assert {failure.reason for failure in state(tmp_path).failures} == {FailureReason.OCCUPIED}
    assert not list(elsewhere.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("link", ["Snapshots", "it's here.vmcx"])
def test_a_link_in_a_bag_is_no_copy(tmp_path: Path, link: str) -> None:
    """A bag whose file or folder leads to the same content elsewhere does not hold that content."""
    copied(tmp_path)
    inside, outside = safe(tmp_path, "a", link), tmp_path / "elsewhere"
    inside.rename(outside)
    inside.symlink_to(outside)
    assert run(tmp_path, Operation.VERIFY) is JobStatus.FAILED
    unsafe = [one.path for one in state(tmp_path).disks[0].differences if one.kind is DifferenceKind.UNSAFE]
    assert [path.startswith(f"data/src/vm/{link}") for path in unsafe] == [True]
    assert run(tmp_path, Operation.RESTORE, disks="a", restore_to={"src": str(tmp_path / "back")}) is JobStatus.FAILED
    assert [f.reason for f in state(tmp_path).failures] == [FailureReason.NO_GOOD_COPY]
