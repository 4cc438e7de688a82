"""Machines that somebody starts between copy and wipe: the gate stays shut until what was written is copied, too."""

from pathlib import Path
from typing import Any

import pytest

from migrator.errors import ExitCode
from migrator.journal.entries import GateSeen, StepAboutToApply
from migrator.runner.run import Outcome
from tests.journey.faulty_walk import Walk, steps_of, told, walk_in

pytestmark = pytest.mark.whole_job

TWO = Path(__file__).with_name("two.yaml")


def _closed_by(outcome: Outcome) -> set[tuple[str, str]]:
    (gate,) = steps_of(outcome, "allow-wipe").values()
    return {(rule, subject) for rule, _, subject in (reason.partition(" ") for reason in gate.closed_by)}


def _content(walk: Walk, label: str, machine: str) -> bytes:
    (file,) = walk.root_of(label).rglob(f"{machine}.vhdx")
    return file.read_bytes()


def _taken(walk: Walk, since: int) -> list[str]:
    return [one.step for one in walk.journal()[since:] if isinstance(one, StepAboutToApply)]


def test_a_machine_that_ran_on_sunday_keeps_the_gate_shut_until_it_is_copied_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Running: exit 10 and why. Off again, and be it a minute later: copied, tried and proven again, then open."""
    with walk_in(TWO, tmp_path, monkeypatch) as walk:
        looked = walk.run(until="wipe-gate", later=frozenset({"allow-wipe"}))
        assert looked.exit_code == ExitCode.WAITING_FOR_PERSON, told(looked)
        first = _content(walk, "DISK-A", "web")

        walk.lab.do("start-vm", vm="web")
        shut = walk.run(until="wipe-gate")
        host: Any = walk.lab.state()["host"]
        web = next(vm["id"] for vm in host["virtual_machines"] if vm["name"] == "web")
        assert shut.exit_code == ExitCode.BLOCKERS, told(shut)
        assert _closed_by(shut) == {("gate.vm-not-off", web), ("gate.source-changed", web)}
        assert walk.machines()["web"] == "Running"

        walk.lab.do("stop-vm", vm="web")
        before = len(walk.journal())
        opened = walk.run(until="wipe-gate")
        assert opened.exit_code == ExitCode.DONE, told(opened)
        again = _taken(walk, before)
        assert [step for step in again if step.startswith("copy-vm/")] == [f"copy-vm/vm/{web[:8]}"]
        for text in ("prove-importable", "prove-copy", "close-bag"):
            assert len([step for step in again if step.startswith(f"{text}/")]) >= 2, text
        assert not [step for step in again if step.startswith(("stop-vm", "hold-start", "mark-disk"))]
        now = _content(walk, "DISK-A", "web")
        assert now == _content(walk, "DISK-B", "web") != first
        seen = [entry for entry in walk.journal() if isinstance(entry, GateSeen)]
        assert [bool(entry.closed_by) for entry in seen] == [False, True, False]


def test_a_machine_that_runs_while_the_gate_waits_for_its_word_keeps_it_shut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started and shut down again between the comparison and the approval: what was approved is not what is there now."""
    with walk_in(TWO, tmp_path, monkeypatch) as walk:

        def meanwhile() -> None:
            walk.lab.do("start-vm", vm="web")
            walk.lab.do("stop-vm", vm="web")

        shut = walk.run(until="wipe-gate", by_hand={"allow-wipe": meanwhile})
        assert shut.exit_code == ExitCode.WAITING_FOR_PERSON, told(shut)
        assert walk.run(until="wipe-gate").exit_code == ExitCode.DONE
        assert _content(walk, "DISK-A", "web") == _content(walk, "DISK-B", "web")
