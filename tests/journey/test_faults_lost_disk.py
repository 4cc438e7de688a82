"""An external disk that dies in the middle of the copy: the other one goes on, and a third one takes its place."""

import json
from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.journal.entries import StepAboutToApply
from migrator.runner.states import Reason, State
from tests.journey.faulty_walk import Walk, steps_of, told, walk_in

TWO = Path(__file__).with_name("two.yaml")


def _copies(walk: Walk, label: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in walk.root_of(label).rglob("*.vhdx")}


def test_a_disk_pulled_in_the_copy_does_not_stop_the_other_and_disk_c_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A has everything, the wipe is not even asked for, and with C in B's place nothing is made twice on A."""
    with walk_in(TWO, tmp_path, monkeypatch) as walk:
        walk.lab.do("slow-disk", disk="F", seconds=0.5)

        def die() -> None:
            walk.lab.do("pull", disk="DISK-B")

        shut = walk.run(until="wipe-gate", on_state={("copy-vm", State.RUNNING): die})
        assert shut.exit_code == ExitCode.WAITING_FOR_PERSON, told(shut)
        assert all(state.is_true for state in steps_of(shut, "copy-vm").values())
        assert {one.rule for one in shut.concerns} == {"copy.disk-lost"}
        assert {one.found["disk"] for one in shut.concerns} == {"B"}
        missing = {state.error for name, state in steps_of(shut, "prove-importable").items() if name.endswith("/b")}
        assert missing == {"external-disk-missing"}
        (gate,) = steps_of(shut, "allow-wipe").values()
        assert (gate.state, gate.reason) == (State.PENDING, Reason.HELD)
        on_a = _copies(walk, "DISK-A")
        assert set(on_a) == {"app.vhdx", "web.vhdx"}

        inventory = json.loads((walk.place / "inventory.json").read_text())["inventory"]
        volume = next(one["unique_id"] for one in inventory["volumes"] if one["label"] == "DISK-C")
        asked = ["answer", "external-disk/disk/b", "--plan", str(walk.place / "plan.json"), "--value", volume]
        assert run([*asked, "--person", "Ada Admin", "--reason", "It clicks."]) == ExitCode.DONE
        before = len(walk.journal())
        opened = walk.run(until="wipe-gate")
        assert opened.exit_code == ExitCode.DONE, told(opened)
        again = [one.step for one in walk.journal()[before:] if isinstance(one, StepAboutToApply)]
        assert [step for step in again if step.endswith("/a")] == []
        assert _copies(walk, "DISK-C") == _copies(walk, "DISK-A") == on_a
