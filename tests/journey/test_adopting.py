"""The laptop is gone: another computer goes on with what a disk carries, and the old one must not."""

import shutil
from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.lab.client import LabClient
from tests.journey.way import FINISHED, journal_of, plan_here, prepare_answers

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _prepared(lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in lab.environment.items():
        monkeypatch.setenv(name, value)
    plan_here(lab, at_home)
    assert run(["run", "--until", "prepare", "--answers", str(prepare_answers(at_home))]) in FINISHED


def _new_laptop(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    laptop = home.parent / "laptop"
    laptop.mkdir()
    shutil.copy(home / "migrator.yaml", laptop / "migrator.yaml")
    monkeypatch.chdir(laptop)
    return laptop


def test_a_disk_in_the_host_gives_everything_and_the_old_computer_stops(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    laptop = _new_laptop(at_home, monkeypatch)
    assert run(["adopt", "a", "--person", "Ines"]) == ExitCode.DONE
    assert (laptop / "plan.json").read_bytes() == (at_home / "plan.json").read_bytes()
    assert "adopted" in [entry["kind"] for entry in journal_of(laptop)]
    assert run(["run", "--until", "prepare"]) in FINISHED
    before = (at_home / "journal.jsonl").read_bytes()
    monkeypatch.chdir(at_home)
    capsys.readouterr()
    assert run(["run"]) == ExitCode.HOST_NOT_AS_PLANNED
    assert "epoch 2" in capsys.readouterr().err
    added = (at_home / "journal.jsonl").read_bytes()[len(before) :]
    assert b"step-about-to-apply" not in added


def test_a_disk_that_is_mounted_here_will_do(
    lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Nothing but the disk and passwords is needed; the disk itself says who leads from now on."""
    disk = next(Path(lab.folder / "world").rglob("migrator-disk.json")).parent
    laptop = _new_laptop(at_home, monkeypatch)
    (laptop / "migrator.yaml").unlink()
    assert run(["adopt", str(disk), "--person", "Ines"]) == ExitCode.DONE
    assert run(["run", "--until", "prepare"]) in FINISHED
    monkeypatch.chdir(at_home)
    assert run(["run"]) == ExitCode.HOST_NOT_AS_PLANNED
    capsys.readouterr()


def test_a_stale_disk_is_refused(
    lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """What was done since another controller took over is not on it."""
    lab.do("unplug", disk="DISK-B")
    laptop = _new_laptop(at_home, monkeypatch)
    assert run(["adopt", "a", "--person", "Ines"]) == ExitCode.DONE
    lab.do("plug", disk="DISK-B")
    third = laptop.parent / "third"
    third.mkdir()
    shutil.copy(at_home / "migrator.yaml", third / "migrator.yaml")
    monkeypatch.chdir(third)
    capsys.readouterr()
    assert run(["adopt", "b", "--person", "Ben"]) == ExitCode.HOST_NOT_AS_PLANNED
    assert "stale" in capsys.readouterr().err
    assert not (third / "journal.jsonl").exists()


@pytest.mark.parametrize("disk", ["c", "."])
def test_what_is_no_disk_of_a_migration_is_said(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, disk: str
) -> None:
    laptop = _new_laptop(at_home, monkeypatch)
    (laptop / "x").mkdir()
    assert run(["adopt", disk if disk == "c" else str(laptop / "x"), "--person", "Ines"]) == ExitCode.USAGE
    capsys.readouterr()
