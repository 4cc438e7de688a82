"""Two engines, one truth: the whole job says and does the same when the scripts run in a real PowerShell."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.journal.chain import Chain
from migrator.journal.sink import file_lines
from migrator.report.view.normalised import normalised, normalised_journal
from migrator.report.view.report_file import read_report

VOLATILE = {"taken_at", "inventory_taken_at", "inventory_sha256", "sha256"}
"""When it was read, and what follows from that alone."""
WITHOUT_PWSH = pytest.mark.skipif(shutil.which("pwsh") is None, reason="no PowerShell 7 (pwsh) on the PATH")


def _without_volatile(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_volatile(inner) for name, inner in value.items() if name not in VOLATILE}
    if isinstance(value, list):
        return [_without_volatile(inner) for inner in value]
    return value


def _demo(folder: Path, engine: str, scenario: str) -> dict[str, Any]:
    assert run(["demo", "--engine", engine, "--scenario", scenario, "--folder", str(folder)]) == ExitCode.DONE
    read = {name: json.loads((folder / f"{name}.json").read_text()) for name in ("inventory", "plan")}
    return {
        **{name: _without_volatile(value) for name, value in read.items()},
        "journal": normalised_journal(Chain(file_lines(folder / "journal.jsonl"), "journal.jsonl")),
        "report": normalised(read_report((folder / "report.json").read_text(), "report.json")),
    }


@pytest.mark.live
@WITHOUT_PWSH
@pytest.mark.parametrize(
    "scenario", ["small", *(pytest.param(name, marks=pytest.mark.soak) for name in ("unpleasant", "company"))]
)
def test_the_whole_job_is_the_same_in_a_real_powershell(scenario: str, tmp_path: Path) -> None:
    """What the demo reads, plans, records and reports is the same in both engines, but for times and speed."""
    ours, real = (_demo(tmp_path / engine, engine, scenario) for engine in ("python", "pwsh"))
    for artefact in ("inventory", "plan", "journal", "report"):
        assert real[artefact] == ours[artefact], artefact


def test_the_same_seed_gives_the_same_job_again(tmp_path: Path) -> None:
    """A rehearsal can be repeated: same world, same plan, same records, same report."""
    assert _demo(tmp_path / "one", "python", "small") == _demo(tmp_path / "two", "python", "small")
