"""The other ways than the rebuild, each from the running host to its last step, over real remoting."""

from pathlib import Path
from typing import Any

import pytest

from migrator.cli.demo_walk import walk_to_end, walk_to_plan
from migrator.cli.streams import open_streams
from migrator.errors import ExitCode
from migrator.lab.client import LabClient
from migrator.report.view.machine_model import MachineVerdict
from migrator.report.view.report_file import read_report
from migrator.report.view.report_model import Report
from migrator.steps.every import STEPS
from migrator.steps.logic import StepLogic
from migrator.steps.look_again import look, looked
from migrator.steps.situation import Situation
from tests.journey.way import journal_of

pytestmark = pytest.mark.whole_job

ENDED = {ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS}
HOME = "D:\\VMs\\"


def _planned(lab: LabClient, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in lab.environment.items():
        monkeypatch.setenv(name, value)
    home.mkdir()
    walk_to_plan(open_streams(), lab, home)
    return home


def _copy_on(lab: LabClient, drive: str) -> str:
    """Return a copied virtual disk on an external disk, as the host names it."""
    host: Any = lab.state()["host"]
    root = next(Path(v["root"]) for disk in host["disks"] for v in disk["volumes"] if f"{v['letter']}:" == drive)
    found = min(root.glob("migrator-*/data/**/web.vhdx"))
    return "\\".join([drive, *found.relative_to(root).parts])


def _walk(lab: LabClient, home: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Walk to the end, and return the report that was made on the way."""
    _planned(lab, home, monkeypatch)
    assert walk_to_end(open_streams(), lab, home) in ENDED
    assert (home / "report.html").stat().st_size > 0
    return read_report((home / "report.json").read_text(), "report.json")


def _machines(host: Any) -> dict[str, tuple[str, str]]:
    return {vm["id"]: (vm["name"], vm["state"]) for vm in host["virtual_machines"]}


def _changed_on(home: Path, script: str) -> list[str]:
    return [
        str(one["host"])
        for one in journal_of(home)
        if one["kind"] == "step-about-to-apply" and one.get("script") == script
    ]


def _disk_paths(report: Report) -> dict[str, list[str]]:
    return {
        one.before.name: [str(disk.path) for disk in one.after.disks]
        for one in report.machines
        if one.after is not None
    }


def test_arrays_that_stay_are_read_whole_and_their_machines_registered_where_they_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two copies are made and proven all the same; not a byte is written back."""
    with LabClient.start("arrays-stay", tmp_path / "lab") as lab:
        before = _machines(lab.state()["host"])
        report = _walk(lab, tmp_path / "home", monkeypatch)
        host: Any = lab.state()["host"]
        assert (host["name"], _machines(host)) == ("HV02", before)
    assert {machine.verdict for machine in report.machines} == {MachineVerdict.MOVED}
    for machine in report.machines:
        assert machine.before.disks == machine.after.disks if machine.after is not None else False
        assert machine.restored is None
        assert machine.verified is not None
        assert machine.verified.is_true
        assert sorted(copy.disk for copy in machine.copies) == ["A", "B"]


def test_what_hyper_v_exported_comes_back_to_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hyper-V is let to write each machine out once, both bags are filled from there, and the new host has the same ids."""
    with LabClient.start("exporting", tmp_path / "lab") as lab:
        before = _machines(lab.state()["host"])
        report = _walk(lab, tmp_path / "home", monkeypatch)
        host: Any = lab.state()["host"]
        assert (host["name"], _machines(host)) == ("HV02", before)
    assert _changed_on(tmp_path / "home", "Export-VirtualMachine") == ["source"] * 2
    waited = [
        one
        for one in journal_of(tmp_path / "home")
        if str(one.get("step")).startswith("export-vm") and one.get("truth") == "in-progress"
    ]
    assert waited
    assert _disk_paths(report) == {
        name: [f"{HOME}{name}\\Virtual Hard Disks\\{name}.vhdx"] for name in ("files", "web")
    }
    for machine in report.machines:
        paths = [file.path for copy in machine.copies for file in copy.files]
        assert len([path for path in paths if "migrator-rehearsal-exported" in path]) == len(paths) > 0
    # What the digests cannot speak of is said where they stand.
    assert "equal to the exported file" in (tmp_path / "home" / "report.html").read_text()


def test_side_by_side_the_new_host_runs_them_and_the_old_one_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No machine runs in two places, and the old host still has all of them, as the best backup there is."""
    with LabClient.start("two-hosts", tmp_path / "lab") as lab:
        before = _machines(lab.state()["host"])
        report = _walk(lab, tmp_path / "home", monkeypatch)
        old: Any = lab.state()["host"]
        new: Any = lab.state()["new_host"]
    assert (old["name"], new["name"]) == ("HV01", "HV02")
    assert _machines(new) == before
    assert _machines(old) == {vm_id: (name, "Off") for vm_id, (name, _) in before.items()}
    assert set(_changed_on(tmp_path / "home", "Start-VirtualMachine")) == {"destination"}
    assert {machine.verdict for machine in report.machines} == {MachineVerdict.MOVED}


def test_a_copy_that_was_bitten_after_its_proof_keeps_the_gate_shut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part of each proven file is read again at the last look: a disk may have lain in the car meanwhile."""
    with LabClient.start("arrays-stay", tmp_path / "lab") as lab:
        home = _planned(lab, tmp_path / "home", monkeypatch)
        bitten: list[str] = []

        def look_late(at: Situation) -> None:
            if not bitten:
                bitten.append(lab.do("corrupt", path=_copy_on(lab, "E:"), offset=70_000))
            look(at)

        logics = {**STEPS, "look-again": StepLogic(check=looked, apply=look_late)}
        assert walk_to_end(open_streams(), lab, home, logics=logics) is ExitCode.BLOCKERS
    told = [one["closed_by"] for one in journal_of(home) if one["kind"] == "gate-seen"]
    assert told == [["gate.disk-gone-bad disk/a"]]


def test_scattered_files_come_together_while_their_machine_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that has a home is left alone, nothing is shut down, and neither a second host nor a disk is asked for."""
    with LabClient.start("scattered", tmp_path / "lab") as lab:
        before = _machines(lab.state()["host"])
        report = _walk(lab, tmp_path / "home", monkeypatch)
        host: Any = lab.state()["host"]
        assert (host["name"], _machines(host)) == ("HV01", before)
    assert _disk_paths(report) == {
        "files": [f"{HOME}files\\Virtual Hard Disks\\files.vhdx"],
        "old": [f"{HOME}old\\Virtual Hard Disks\\{name}.vhdx" for name in ("old", "old-data")],
    }
    changes = [one["script"] for one in journal_of(tmp_path / "home") if one.get("script") is not None]
    assert changes == ["Move-VMFile"]
    assert {machine.verdict for machine in report.machines} == {MachineVerdict.AT_HOME}
