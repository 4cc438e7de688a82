"""Whatever a host is like, its inventory can be read, checked and planned, and rehearsed: nothing crashes, nothing is lost."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from gates.thread_example import captured
from migrator.cli.app import run
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import read_inventory, write_inventory
from migrator.errors import ExitCode
from migrator.lab.world.from_inventory import scenario_of, scenario_text
from tests.soak.worlds import Worlds

SEEDS = range(40)
PWSH_SEEDS = range(100, 106)
CONCLUDED = (ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS, ExitCode.BLOCKERS)
CONFIG = Path(__file__).parents[2] / "migrator" / "lab" / "examples" / "thread" / "migrator.yaml"


@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
def test_any_world_goes_all_the_way(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inventory over the wire, check, plan, and a rehearsal host made of it that says the same."""
    _all_the_way(Worlds(seed), tmp_path, monkeypatch)


def test_a_small_world_goes_all_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them in every run."""
    _all_the_way(Worlds(3, vm_count=3), tmp_path, monkeypatch)


def test_the_same_seed_draws_the_same_world() -> None:
    """A failure can be repeated; another seed is another world."""
    assert Worlds(7).scenario() == Worlds(7).scenario()
    assert Worlds(7).scenario() != Worlds(8).scenario()


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("pwsh") is None, reason="no PowerShell 7 (pwsh) on the PATH")
@pytest.mark.parametrize("seed", PWSH_SEEDS)
def test_a_real_powershell_reads_the_same(seed: int, tmp_path: Path) -> None:
    """Two engines, one truth, also where nobody chose the values."""
    file = _written(Worlds(seed, vm_count=6), tmp_path)
    assert captured(file, "pwsh") == captured(file)


def _written(worlds: Worlds, folder: Path) -> str:
    file = folder / "random.yaml"
    file.write_text(scenario_text(worlds.scenario()), encoding="utf-8")
    return str(file)


def _all_the_way(worlds: Worlds, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = captured(_written(worlds, folder))
    text = write_inventory(found)
    assert read_inventory(text, "inventory.json") == found
    (folder / "inventory.json").write_text(text, encoding="utf-8")
    for options in ([], ["--json"]):
        assert run(["check", "-c", str(CONFIG), *options]) in CONCLUDED
    assert run(["plan", "-c", str(CONFIG)]) in CONCLUDED
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    steps = [step["id"] for phase in plan["phases"] for step in phase["steps"]]
    assert len(steps) == len(set(steps))
    assert {need for phase in plan["phases"] for step in phase["steps"] for need in step["needs"]} <= set(steps)
    rehearsed = folder / "rehearsed.yaml"
    rehearsed.write_text(scenario_text(scenario_of(found)), encoding="utf-8")
    _assert_same_structure(captured(str(rehearsed)), found)


def _assert_same_structure(rehearsed: Inventory, found: Inventory) -> None:
    """Compare everything but what rehearsing your own host gives up: what is in small files, and two disks to rehearse with."""
    again, before = rehearsed.model_dump(mode="json"), found.model_dump(mode="json")
    for section in ("physical_disks", "volumes"):
        known = {one["unique_id"] for one in before[section]}
        added = [one for one in again[section] if one["unique_id"] not in known]
        assert len(added) in (0, 2)
        again[section] = [one for one in again[section] if one["unique_id"] in known]
    refused = {str(disk.path) for disk in found.virtual_hard_disks if disk.error_id is not None}
    for whole in (again, before):
        for content in whole["volume_contents"]:
            _drop(content, "file_count", "size_bytes", "newest_write_at")
        for disk in whole["virtual_hard_disks"]:
            _drop(disk, "disk_identifier", "data_write_guid")
            if disk["path"] in refused:  # what Hyper-V would not tell cannot be rehearsed
                _drop(disk, *(name for name in disk if name not in {"path", "found", "used_by", "file_bytes"}))
        _drop(whole, "taken_at", "taken_by")
    assert again == before


def _drop(document: dict[str, Any], *names: str) -> None:
    for name in names:
        document.pop(name)
