"""The reference case is shipped: whoever has no host at all can check and plan it, and it says what its world says."""

import json
from pathlib import Path

import pytest

from gates.thread_example import FOLDER, TAKEN_AT, captured
from migrator.cli.app import run
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import read_inventory
from migrator.errors import ExitCode

INVENTORY = FOLDER / "inventory.json"
CONFIG = FOLDER / "migrator.yaml"


@pytest.fixture(scope="module")
def shipped() -> Inventory:
    """Read the example."""
    return read_inventory(INVENTORY.read_text(encoding="utf-8"), str(INVENTORY))


def test_the_example_is_as_large_as_the_case(shipped: Inventory) -> None:
    """About 4 TB on the second and third array, a domain controller among the virtual machines, the old server Intel."""
    assert 3.8e12 < sum(disk.file_bytes or 0 for disk in shipped.virtual_hard_disks) < 4.2e12
    assert {disk.path.drive for disk in shipped.virtual_hard_disks} == {"D:", "E:"}
    assert [vm.name for vm in shipped.virtual_machines] == ["DC", "Fileserver", "Application"]
    assert shipped.host.processors[0].vendor.value == "intel"
    assert shipped.taken_at == TAKEN_AT


def test_a_plan_unfolds_without_any_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The way the guide shows: no lab, no password; nothing blocks, and it all fits."""
    monkeypatch.chdir(tmp_path)
    assert run(["plan", "-c", str(CONFIG), "-i", str(INVENTORY)]) == ExitCode.FINISHED_WITH_WARNINGS
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    titles = [step["id"] for phase in plan["phases"] for step in phase["steps"]]
    assert len(titles) == len(set(titles)) > 50
    said = capsys.readouterr().err
    assert "0 blockers" in said
    assert "does not fit" not in said
    assert all(vm in (tmp_path / "plan.html").read_text(encoding="utf-8") for vm in ("DC", "Fileserver", "Application"))


def test_the_example_is_what_its_world_says_today(shipped: Inventory) -> None:
    """An example that its own rehearsal host contradicts would teach wrong things: run python -m gates.thread_example."""
    today = captured()
    assert today.model_copy(update={"taken_by": shipped.taken_by}) == shipped
