"""What a person types is a value: it chooses nothing that is not there, runs nothing, and ends in words."""

from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.lab.client import LabClient
from tests.journey.hostile_host import PEOPLE, SCRIPT, TURNED
from tests.journey.way import journal_of, plan_here, prepare_answers

FIRST_DISK = "external-disk/disk/a"
VALUES = {
    "commands": "-WhatIf:$false $(Remove-Item C:\\ -Recurse); `whoami`\r\nE:",
    "ways-out": f"..\\..\\CON {SCRIPT} {TURNED} \\\\?\\Volume{{{'x' * 300}}}\\",
}


NOWHERE = "\\\\?\\Volume{0c0c0c0c-0000-4000-8000-00000000000c}\\"


@pytest.fixture
def planned(lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a plan, the host's password at hand."""
    for name, password in lab.environment.items():
        monkeypatch.setenv(name, password)
    plan_here(lab, at_home)
    return at_home


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_what_is_no_volume_is_refused_before_it_is_written_down(
    planned: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    """It ends in words that hold nothing of what was typed but harmless letters, and leaves no trace."""
    capsys.readouterr()
    assert run(["answer", FIRST_DISK, "--value", value, "--person", PEOPLE.second]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert not set("\u202e\u2066\u200b\x1b") & set(said)
    assert not (planned / "journal.jsonl").exists() or FIRST_DISK not in (planned / "journal.jsonl").read_text("utf-8")


def test_a_volume_that_is_not_there_is_never_marked(
    lab: LabClient, planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An id that looks right and belongs to nothing on the host marks nothing in its place."""
    file = prepare_answers(planned, PEOPLE.first)
    assert run(["answer", FIRST_DISK, "--value", NOWHERE, "--person", PEOPLE.second]) == ExitCode.DONE
    capsys.readouterr()
    code = run(["run", "--until", "prepare", "--answers", str(file)])
    said = capsys.readouterr().err
    assert code in {ExitCode.FAILED, ExitCode.BLOCKERS}, said
    entries = journal_of(planned)
    assert [entry["value"] for entry in entries if entry.get("question") == FIRST_DISK] == [NOWHERE]
    markers = [file.parent.name for file in (lab.folder / "world").rglob("migrator-disk.json")]
    assert len(markers) <= 1, "only the other disk"
