"""The whole job on rehearsal hosts: from the running old host to the accepted report, interrupted or not."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from migrator.cli.demo_walk import walk_to_end, walk_to_plan
from migrator.cli.streams import open_streams
from migrator.errors import ExitCode
from migrator.journal.chain import Chain
from migrator.journal.sink import file_lines
from migrator.lab.client import LabClient
from migrator.report.view.normalised import normalised
from migrator.report.view.report_file import read_report
from migrator.report.view.report_model import VerdictKind

REPOSITORY = Path(__file__).resolve().parents[2]
ENDED = {ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS}
SEED = 20261121
SAMPLE = 6
_MANY_SHELLS = 100_000


def _place(folder: Path, lab: LabClient, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in lab.environment.items():
        monkeypatch.setenv(name, value)
    folder.mkdir()
    walk_to_plan(open_streams(), lab, folder)
    return folder


def _report(place: Path) -> dict[str, Any]:
    return normalised(read_report((place / "report.json").read_text(), "report.json"))


def _kinds(place: Path) -> list[str]:
    chain = Chain(file_lines(place / "journal.jsonl"), "journal.jsonl")
    kinds: list[str] = [record.entry.kind for record in chain]
    assert chain.torn is None
    return kinds


def _machines(lab: LabClient) -> dict[str, str]:
    host = lab.state()["host"]
    assert isinstance(host, dict)
    machines: Any = host["virtual_machines"]
    return {str(vm["name"]): str(vm["state"]) for vm in machines}


@pytest.fixture(scope="module")
def uninterrupted(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[LabClient, Path, ExitCode, dict[str, str]]]:
    """One job from end to end, and what the lab looked like before it."""
    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as monkeypatch, LabClient.start("small", folder / "lab") as lab:
        before = _machines(lab)
        place = _place(folder / "home", lab, monkeypatch)
        yield lab, place, walk_to_end(open_streams(), lab, place), before


def test_the_whole_job_ends_well_and_the_new_host_runs_what_the_old_one_ran(
    uninterrupted: tuple[LabClient, Path, ExitCode, dict[str, str]],
) -> None:
    lab, place, code, before = uninterrupted
    assert code in ENDED
    host: Any = lab.state()["host"]
    assert host["name"] == "HV02"
    assert _machines(lab) == before
    report = read_report((place / "report.json").read_text(), "report.json")
    assert report.verdict.kind is VerdictKind.ACCEPTED, "the report at the end is not the one from before the gate"
    assert "Accepted" in (place / "report.html").read_text()


def test_each_change_was_announced_before_it_was_made_and_the_chain_holds(
    uninterrupted: tuple[LabClient, Path, ExitCode, dict[str, str]],
) -> None:
    _, place, _, _ = uninterrupted
    kinds = _kinds(place)
    assert kinds.count("run-ended") == 1
    announced = 0
    for kind in kinds:
        announced += (kind == "step-about-to-apply") - (kind == "step-applied")
        assert announced in (0, 1) or kind != "step-applied"


def test_the_journal_was_kept_on_both_disks_until_they_went_away(
    uninterrupted: tuple[LabClient, Path, ExitCode, dict[str, str]],
) -> None:
    """What a disk carries is the beginning of what the controller has, byte for byte."""
    lab, place, _, _ = uninterrupted
    whole = (place / "journal.jsonl").read_bytes()
    copies = [file.read_bytes() for file in (lab.folder / "world").rglob("migrator/journal.jsonl")]
    assert len(copies) == 2
    for copy in copies:
        assert copy
        assert whole.startswith(copy)


def test_another_run_afterwards_changes_nothing(
    uninterrupted: tuple[LabClient, Path, ExitCode, dict[str, str]],
) -> None:
    lab, place, _, _ = uninterrupted
    before = len(_kinds(place))
    assert walk_to_end(open_streams(), lab, place) in ENDED
    assert "step-about-to-apply" not in _kinds(place)[before:]


def _start(lab: LabClient, place: Path, records: int) -> int:
    command = [sys.executable, "-m", "tests.journey.mortal_job", str(lab.folder), str(place), str(records)]
    done = subprocess.run(command, cwd=REPOSITORY, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode in {-signal.SIGKILL, *map(int, ENDED)}, done.stderr[-3000:]
    return done.returncode


def _killed_job(lab: LabClient, place: Path, lives: Iterator[int]) -> None:
    """Start the job again and again, each time killed after so many records, until it lives to its end."""
    while _start(lab, place, next(lives, -1)) == -signal.SIGKILL:
        pass


def test_a_controller_that_is_killed_again_and_again_comes_to_the_same_end(
    uninterrupted: tuple[LabClient, Path, ExitCode, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kill -9 at records drawn by a seed: same hosts, same report, less times and attempts."""
    lab, place, _, _ = uninterrupted
    count = len(_kinds(place))
    places = sorted(random.Random(SEED).sample(range(5, count), SAMPLE))  # noqa: S311 a seeded sample, no secret
    lives = [after - before for before, after in zip([0, *places], places, strict=False)]
    with LabClient.start("small", tmp_path / "lab") as again:
        second = _place(tmp_path / "home", again, monkeypatch)
        _killed_job(again, second, iter(lives))
        assert _machines(again) == _machines(lab)
    assert _report(second) == _report(place)


@pytest.mark.soak
@pytest.mark.parametrize("scenario", ["small", "unpleasant"])
def test_a_controller_that_is_killed_at_every_record_comes_to_the_same_end(
    scenario: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One job that gets one record further at each start, so that it stays linear.

    Each killed controller leaves a shell that the host forgets after hours; hundreds die here in minutes, so the host
    allows as many.
    """
    with LabClient.start(scenario, tmp_path / "lab") as lab:
        lab.do("quota", shells=_MANY_SHELLS)
        place = _place(tmp_path / "home", lab, monkeypatch)
        assert walk_to_end(open_streams(), lab, place) in ENDED
        whole, machines = _report(place), _machines(lab)
    with LabClient.start(scenario, tmp_path / "lab-2") as again:
        again.do("quota", shells=_MANY_SHELLS)
        second = _place(tmp_path / "home-2", again, monkeypatch)
        known = -1
        lives = 4
        while _start(again, second, lives) == -signal.SIGKILL:
            now = len(_kinds(second))
            lives = 4 if now > known else lives + 1  # a start begins with records of its own
            known = now
        assert _machines(again) == machines
    assert _report(second) == whole


def test_ctrl_c_in_the_copy_is_130_and_the_next_run_finds_the_copy_going_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host goes on copying meanwhile; nothing is begun a second time."""
    with LabClient.start("small", tmp_path / "lab") as lab:
        place = _place(tmp_path / "home", lab, monkeypatch)
        command = [sys.executable, "-m", "tests.journey.mortal_job", str(lab.folder), str(place), "-1"]
        process = subprocess.Popen(command, cwd=REPOSITORY, env=os.environ, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        for line in process.stderr:
            if "in progress" in line and "Copy" in line:
                process.send_signal(signal.SIGINT)
                break
        process.stderr.read()
        process.stderr.close()
        assert process.wait() == ExitCode.INTERRUPTED
        assert walk_to_end(open_streams(), lab, place) in ENDED
    entries = [json.loads(line)["entry"] for line in (place / "journal.jsonl").read_text().splitlines()]
    copies = [
        one["step"] for one in entries if one["kind"] == "step-about-to-apply" and one["step"].startswith("copy-vm")
    ]
    assert len(copies) == len(set(copies))
