"""An external disk that dies for good: the other one is finished, the gate stays shut, and another disk takes its place."""

import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from ruamel.yaml import YAML

from migrator.cli.app import run as command
from migrator.errors import ExitCode
from migrator.journal.entries import DiskLost, GateSeen, StepAboutToApply
from migrator.runner.run import Outcome
from migrator.runner.states import State
from tests.journey.faulty_walk import Happening, Walk, steps_of, told, walk_in

pytestmark = pytest.mark.whole_job

SHA256SUM = shutil.which("sha256sum") or "sha256sum"
TWO = Path(__file__).with_name("two.yaml")
B = "external-disk/disk/b"
BY = ("--person", "Ada Admin", "--reason", "It fell off the table")


def test_a_disk_pulled_for_good_leaves_the_other_finished_and_the_gate_shut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A is copied, tried, proven and closed in the same run; once B is given up, the gate says in words why it is shut."""
    with _two(tmp_path, monkeypatch) as walk:
        first = walk.run(until="wipe-gate", on_state=_when_copied(walk, "pull"))
        assert first.exit_code == ExitCode.WAITING_FOR_PERSON, told(first)
        assert _standing(first, "a") == {State.DONE}
        assert State.FAILED in _standing(first, "b")
        _demand_whole(walk, "DISK-A")

        assert _answer("--lost") == ExitCode.DONE
        shut = walk.run(until="wipe-gate")
        assert shut.exit_code == ExitCode.BLOCKERS, told(shut)
        assert _closed_by(shut) == ("gate.disk-lost disk/b",)
        (seen,) = _seen(walk)
        (concern,) = _list(seen.seen["concerns"])
        assert concern["found"] == {"person": "Ada Admin", "reason": "It fell off the table"}


def test_another_disk_takes_the_place_of_a_lost_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is marked, filled, tried and proven; the first disk is not copied again; the old one is nobody's any more."""
    with _two(tmp_path, monkeypatch) as walk:
        first = walk.run(until="wipe-gate", on_state=_when_copied(walk, "pull"))
        assert first.exit_code == ExitCode.WAITING_FOR_PERSON, told(first)
        proven = _taken(walk, "prove-copy", "a")

        assert _answer("--value", walk.volume_of("DISK-C")) == ExitCode.DONE
        walk.lab.do("plug", disk="DISK-B")
        opened = walk.run(until="wipe-gate")
        assert opened.exit_code == ExitCode.DONE, told(opened)
        assert _taken(walk, "prove-copy", "a") == proven
        _demand_whole(walk, "DISK-A")
        _demand_whole(walk, "DISK-C")
        disks = _list(_seen(walk)[-1].seen["disks"])
        assert [(one["disk"], one["proven"]) for one in disks] == [("A", True), ("C", True)]
        (lost,) = (entry for entry in walk.journal() if isinstance(entry, DiskLost))
        assert (lost.disk, lost.successor, lost.person) == ("b", "c", "Ada Admin")

        assert _answer("--value", walk.volume_of("DISK-B")) == ExitCode.DONE
        refused = walk.run(until="wipe-gate")
        (state,) = (state for name, state in refused.states.items() if name == "plug-in-disk/disk/b")
        assert state.closed_by[0].startswith("external.of-another"), told(refused)
        assert not steps_of(refused, "allow-wipe")["allow-wipe"].is_true


def test_one_disk_is_enough_where_a_person_decided_so_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate opens with one, and what it saw names who decided that, and why."""
    with _two(tmp_path, monkeypatch) as walk:
        _decide(walk, {"one_disk": {"allowed": True, "person": "Ben Boss", "reason": "No shop is open"}})
        walk.run(until="wipe-gate", on_state=_when_copied(walk, "pull"))
        assert _answer("--lost") == ExitCode.DONE
        opened = walk.run(until="wipe-gate")
        assert opened.exit_code == ExitCode.DONE, told(opened)
        assert _seen(walk)[-1].seen["one_disk"] == {"person": "Ben Boss", "reason": "No shop is open"}


def test_a_disk_that_dies_after_the_wipe_is_missed_by_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything comes back from the other one, and the job ends without waiting for the dead one."""
    with _two(tmp_path, monkeypatch) as walk:
        before = walk.run(until="rebuild")
        assert before.exit_code == ExitCode.DONE, told(before)
        assert _answer("--lost") == ExitCode.DONE
        after = walk.run()
        assert after.exit_code in {ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS}, told(after)
        assert walk.machines() == {"app": "Running", "web": "Off"}
        assert not _taken(walk, "close-bag-last", "b")
        assert _taken(walk, "close-bag-last", "a")


def _two(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(folder)
    return _Here(folder, monkeypatch)


class _Here:
    """The two small machines; commands are typed in the folder of the migration."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._walk = walk_in(TWO, folder, monkeypatch)
        self._monkeypatch = monkeypatch

    def __enter__(self) -> Walk:
        walk = self._walk.__enter__()
        self._monkeypatch.chdir(walk.place)
        return walk

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._walk.__exit__(kind, error, trace)


def _when_copied(walk: Walk, action: str) -> dict[tuple[str, State], Happening]:
    """Let it happen to disk B when the first of the two machines has been copied."""
    return {("copy-vm", State.DONE): lambda: walk.lab.do(action, disk="DISK-B")}


def _answer(*said: str) -> int:
    return command(["answer", B, *said, *BY])


def _decide(walk: Walk, gate: dict[str, Any]) -> None:
    file, yaml = walk.place / "migrator.yaml", YAML()
    config = yaml.load(file.read_text())
    config["wipe_gate"] = {**(config.get("wipe_gate") or {}), **gate}
    with file.open("w") as stream:
        yaml.dump(config, stream)


def _standing(outcome: Outcome, place: str) -> set[State]:
    texts = ("prove-importable", "flush-disk", "prove-copy", "add-restore-kit", "close-bag")
    found = (steps_of(outcome, text).items() for text in texts)
    return {state.state for steps in found for name, state in steps if name.endswith(f"/{place}")}


def _closed_by(outcome: Outcome) -> tuple[str, ...]:
    return steps_of(outcome, "allow-wipe")["allow-wipe"].closed_by


def _seen(walk: Walk) -> list[GateSeen]:
    return [entry for entry in walk.journal() if isinstance(entry, GateSeen)]


def _list(value: object) -> list[dict[str, Any]]:
    assert isinstance(value, list)
    return value


def _taken(walk: Walk, text: str, place: str) -> list[str]:
    steps = (entry.step for entry in walk.journal() if isinstance(entry, StepAboutToApply))
    return [step for step in steps if step.startswith(f"{text}/") and step.endswith(f"/{place}")]


def _demand_whole(walk: Walk, label: str) -> None:
    """Hold a closed bag to its own manifests with a stock tool."""
    (bag,) = walk.root_of(label).glob("migrator-*/")
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run([SHA256SUM, "-c", "--quiet", "--strict", manifest], cwd=bag, check=True)
    payload = [line for line in (bag / "manifest-sha256.txt").read_text().splitlines() if line.endswith(".vhdx")]
    assert len(payload) == len(walk.machines())
