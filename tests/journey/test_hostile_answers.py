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


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_a_volume_that_is_not_there_is_never_marked(
    lab: LabClient,
    at_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    value: str,
) -> None:
    for name, password in lab.environment.items():
        monkeypatch.setenv(name, password)
    plan_here(lab, at_home)
    file = prepare_answers(at_home, PEOPLE.first)
    assert run(["answer", FIRST_DISK, "--value", value, "--person", PEOPLE.second]) == ExitCode.DONE
    capsys.readouterr()
    code = run(["run", "--until", "prepare", "--answers", str(file)])
    said = capsys.readouterr().err
    assert code in {ExitCode.FAILED, ExitCode.BLOCKERS}, said
    assert "Traceback" not in said
    assert not set("\u202e\u2066\u200b\x1b") & set(said)
    entries = journal_of(at_home)
    assert [entry["value"] for entry in entries if entry.get("question") == FIRST_DISK] == [value]
    markers = [file.parent.name for file in (lab.folder / "world").rglob("migrator-disk.json")]
    assert len(markers) <= 1, "only the other disk"
