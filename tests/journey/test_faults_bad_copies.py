"""Copies that rot on the shelf: what is bad on one disk comes from the other, what is bad on both is not imported."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.domain.plan import StepId
from migrator.errors import ExitCode
from migrator.report.view.machine_model import MachineVerdict
from migrator.report.view.report_file import read_report
from tests.journey.faulty_walk import Walk, steps_of, told, walk_in

pytestmark = pytest.mark.whole_job

TWO = Path(__file__).with_name("two.yaml")
OFFSET = 3 * 1024 * 1024 + 17


def _flip(walk: Walk, machine: str, disks: Iterable[str]) -> None:
    for label in disks:
        root = walk.root_of(label)
        (file,) = root.rglob(f"{machine}.vhdx")
        inside = "\\".join(file.relative_to(root).parts)
        walk.lab.do("corrupt", path=f"{walk.letter_of(label)}:\\{inside}", offset=OFFSET)


def _machine(walk: Walk, name: str) -> StepId:
    inventory = json.loads((walk.place / "inventory.json").read_text())["inventory"]
    return next(str(vm["id"]) for vm in inventory["virtual_machines"] if vm["name"] == name)


def test_one_flipped_byte_is_mended_from_the_other_disk_and_two_stop_only_that_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B is asked for and only then needed; the bad place is named; what no disk has is not imported, the rest is."""
    with walk_in(TWO, tmp_path, monkeypatch) as walk:

        def rot() -> None:
            _flip(walk, "app", ["DISK-A"])
            _flip(walk, "web", ["DISK-A", "DISK-B"])

        assert walk.run(until="rebuild", by_hand={"put-disk-away": rot}).exit_code == ExitCode.DONE

        waiting = walk.run()
        assert waiting.exit_code == ExitCode.WAITING_FOR_PERSON, told(waiting)
        errors = {state.error for state in steps_of(waiting, "restore-vm").values()}
        assert errors == {"other-disk-needed"}
        assert walk.machines() == {}

        walk.lab.do("plug", disk="DISK-B")
        half = walk.run()
        assert half.exit_code == ExitCode.INTEGRITY, told(half)
        assert walk.machines() == {"app": "Running"}
        (lost,) = [state for state in steps_of(half, "restore-vm").values() if not state.is_true]
        assert lost.error == "no-good-copy"
        assert lost.error_parameters["disks"] == "A, B"
        assert str(lost.error_parameters["path"]).endswith("web.vhdx")
        _report_says_so(walk)

        # The person tries another cable: on B, that byte can be read after all.
        _flip(walk, "web", ["DISK-B"])
        whole = walk.run()
        assert whole.exit_code == ExitCode.FINISHED_WITH_WARNINGS, told(whole)
        assert walk.machines() == {"app": "Running", "web": "Off"}
        named = {
            (one.subject.name, one.found["disk"], one.found["other"], one.found["path"]): one.found["offset_bytes"]
            for one in whole.concerns
            if one.rule == "copy.restored-from-other"
        }
        paths = {name: f"VMs/{name}/Virtual Hard Disks/{name}.vhdx" for name in ("app", "web")}
        assert set(named) == {(name, "A", "B", path) for name, path in paths.items()}
        for offset in named.values():
            assert isinstance(offset, int)
            assert offset <= OFFSET < offset + 4 * 1024 * 1024


def _report_says_so(walk: Walk) -> None:
    """In the middle of it, too: one machine moved, one not, and why."""
    file = walk.place / "half.json"
    asked = ["report", "--plan", str(walk.place / "plan.json"), "--format", "json", "--output", str(file)]
    assert run(asked) == ExitCode.DONE
    report = read_report(file.read_text(), file.name)
    verdicts = {machine.before.name: machine.verdict for machine in report.machines}
    assert verdicts == {"app": MachineVerdict.MOVED, "web": MachineVerdict.FAILED}
    said = {(one.concern.rule, one.concern.subject.id) for one in report.concerns}
    assert ("copy.no-good-copy", _machine(walk, "web")) in said
    assert ("copy.restored-from-other", _machine(walk, "app")) in said
