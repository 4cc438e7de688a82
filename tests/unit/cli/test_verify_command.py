"""`verify` and `repair` need nothing but the disks, and say what is wrong with them and where."""

import json
import shutil
from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.copying.job import Operation
from migrator.errors import ExitCode
from tests.unit.copying.two_disks import CHUNK, copied, flip, safe
from tests.unit.copying.two_disks import run as run_job

BAD = "Größe 1.vhdx"
Output = pytest.CaptureFixture[str]


def test_good_disks_are_called_good(tmp_path: Path, capsys: Output) -> None:
    """Disk roots and bag folders may be named alike; a program gets what it needs to know."""
    copied(tmp_path)
    assert run(["verify", str(tmp_path / "a"), str(tmp_path / "b" / "bag"), "--json"]) == ExitCode.DONE
    said = capsys.readouterr()
    assert [(bag["files"], bag["differences"]) for bag in json.loads(said.out)["bags"]] == [(6, []), (6, [])]
    assert said.err.count("GOOD") == 2
    assert "every byte as it was copied" in said.err


def test_each_difference_is_told_with_its_place(tmp_path: Path, capsys: Output) -> None:
    """Missing, unexpected and mismatched are three things, and one does not hide the others."""
    copied(tmp_path)
    flip(safe(tmp_path, "a", BAD), 2 * CHUNK + 5)
    safe(tmp_path, "a", "empty.bin").unlink()
    safe(tmp_path, "a", "stranger\x1b[2J.txt").write_text("?")
    assert run(["verify", str(tmp_path / "a"), str(tmp_path / "b"), "--json"]) == ExitCode.INTEGRITY
    said = capsys.readouterr()
    found = json.loads(said.out)["bags"]
    told = {(one["kind"], one["path"].rpartition("/")[2], one["offset_bytes"]) for one in found[0]["differences"]}
    assert told >= {
        ("missing", "empty.bin", None),
        ("unexpected", "stranger\x1b[2J.txt", None),
        ("mismatched", BAD, 2 * CHUNK),
    }
    assert found[1]["differences"] == []
    assert f"from byte {2 * CHUNK} on" in said.err
    assert "\x1b[2J" not in said.err


def test_what_was_never_copied_is_told(tmp_path: Path, capsys: Output) -> None:
    """A good bag that lacks a machine's file must not look complete."""
    assert run_job(tmp_path, Operation.COPY) == "done"
    assert run_job(tmp_path, Operation.CLOSE) == "done"
    assert run(["verify", str(tmp_path / "a")]) == ExitCode.DONE
    said = capsys.readouterr().err
    assert "6 files could not be copied then, and so are not here" in said
    assert f"vm/{BAD}: not-proven" in said


def test_a_disk_whose_bag_is_gone_is_not_good(tmp_path: Path) -> None:
    copied(tmp_path)
    shutil.rmtree(tmp_path / "a" / "bag")
    assert run(["verify", str(tmp_path / "a")]) == ExitCode.INTEGRITY


def test_a_folder_without_copies_is_refused(tmp_path: Path, capsys: Output) -> None:
    assert run(["verify", str(tmp_path)]) == ExitCode.USAGE
    assert "bagit.txt" in capsys.readouterr().err


def test_repair_makes_each_disk_good_from_the_other(tmp_path: Path, capsys: Output) -> None:
    """Different chunks bad on each: both disks are whole again, and what was taken is named."""
    copied(tmp_path)
    flip(safe(tmp_path, "a", BAD), CHUNK)
    flip(safe(tmp_path, "b", BAD), 3 * CHUNK)
    disks = [str(tmp_path / disk) for disk in ("a", "b")]
    assert run(["repair", *disks, "--json"]) == ExitCode.DONE
    said = json.loads(capsys.readouterr().out)
    assert [(one["path"], one["offset_bytes"]) for one in said["rescues"]] == [
        (f"vm/{BAD}", CHUNK),
        (f"vm/{BAD}", 3 * CHUNK),
    ]
    assert run(["verify", *disks]) == ExitCode.DONE
    assert safe(tmp_path, "a", BAD).read_bytes() == (tmp_path / "source" / "vm" / BAD).read_bytes()


def test_what_is_bad_on_both_is_left_and_named(tmp_path: Path, capsys: Output) -> None:
    """Nothing is made up; the rest of the file is still repaired, and the bag says what is wrong with it."""
    copied(tmp_path)
    for disk in ("a", "b"):
        flip(safe(tmp_path, disk, BAD), CHUNK)
    flip(safe(tmp_path, "a", BAD), 3 * CHUNK)
    disks = [str(tmp_path / disk) for disk in ("a", "b")]
    for _ in range(2):
        assert run(["repair", *disks, "--json"]) == ExitCode.INTEGRITY
        said = json.loads(capsys.readouterr().out)
        assert {(one["path"], one["offset_bytes"]) for one in said["differences"]} == {(f"data/src/vm/{BAD}", CHUNK)}
    assert not list((tmp_path / "a" / "bag" / "migrator" / "work").iterdir())


def test_disks_of_two_migrations_are_not_mixed(tmp_path: Path) -> None:
    copied(tmp_path)
    info = tmp_path / "b" / "bag" / "bag-info.txt"
    info.write_text(info.read_text().replace("External-Identifier: m", "External-Identifier: other"))
    assert run(["repair", str(tmp_path / "a"), str(tmp_path / "b")]) == ExitCode.USAGE
