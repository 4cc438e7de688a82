"""Two engines, one truth: what the demo reads and plans is the same when the scripts run in a real PowerShell."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from migrator.cli.app import run
from migrator.errors import ExitCode

VOLATILE = {"taken_at", "inventory_taken_at", "inventory_sha256", "sha256"}
"""When it was read, and what follows from that alone."""


def _without_volatile(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_volatile(inner) for name, inner in value.items() if name not in VOLATILE}
    if isinstance(value, list):
        return [_without_volatile(inner) for inner in value]
    return value


def _demo(folder: Path, engine: str, scenario: str) -> tuple[Any, Any]:
    assert run(["demo", "--engine", engine, "--scenario", scenario, "--folder", str(folder)]) == ExitCode.DONE
    return tuple(_without_volatile(json.loads((folder / name).read_text())) for name in ("inventory.json", "plan.json"))


@pytest.mark.live
@pytest.mark.skipif(shutil.which("pwsh") is None, reason="no PowerShell 7 (pwsh) on the PATH")
@pytest.mark.parametrize("scenario", ["company", "unpleasant"])
def test_the_demo_says_the_same_in_a_real_powershell(scenario: str, tmp_path: Path) -> None:
    """Inventory and plan of the pwsh engine equal those of the python engine, but for when they were made."""
    ours, real = (_demo(tmp_path / engine, engine, scenario) for engine in ("python", "pwsh"))
    assert real[0] == ours[0]
    assert real[1] == ours[1]


def test_the_same_seed_gives_the_same_world_and_the_same_plan(tmp_path: Path) -> None:
    """A rehearsal can be repeated."""
    assert _demo(tmp_path / "one", "python", "small") == _demo(tmp_path / "two", "python", "small")
