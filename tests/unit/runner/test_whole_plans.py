"""A plan as a whole: rehearsed without a change, and taken in linear time."""

import sys
from collections.abc import Callable

from migrator.domain.plan import Plan, StepKind
from migrator.runner.history import History
from migrator.runner.rehearse import rehearse_plan
from migrator.runner.run import Outcome
from tests.unit.runner.plans import plan, step
from tests.unit.runner.runs import Rig, shown


def test_a_rehearsal_changes_nothing_and_says_what_a_run_would_do() -> None:
    made = plan(
        step("there"),
        step("stop"),
        step("copy", "stop"),
        step("gone"),
        step("later", "stop"),
        step("wipe", kind=StepKind.GATE),
        step("plug", kind=StepKind.MANUAL, answers=("x",)),
        step("busy"),
        step("not-yet"),
    )
    rig = Rig()
    rig.world.things["there"].true = True
    rig.world.things["busy"].left = 2
    rig.world.unreachable = {"gone", "later"}
    rig.world.untakeable = {"not-yet"}
    outcome: Outcome = rehearse_plan(made, rig.world, History(), lambda _step, _state: None)
    assert shown(outcome) == {
        "there": "skipped",
        "stop": "pending (would-change)",
        "copy": "pending (would-change)",
        "gone": "failed (error)",
        "later": "pending (unknown)",
        "wipe": "pending (waiting-for-person)",
        "plug": "pending (waiting-for-person)",
        "busy": "running (in-progress)",
        "not-yet": "pending (not-yet-runnable)",
    }
    assert not [line for line in rig.world.log if line.startswith("apply")]
    assert bytes(rig.sink.raw) == b""


def _calls(job: Callable[[], object]) -> int:
    """Count Python calls, which no other process on this machine can slow down."""
    count = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


def _many(number: int) -> Plan:
    stops = [step(f"stop-{one}") for one in range(number)]
    copies = [step(f"copy-{one}", f"stop-{one}") for one in range(number)]
    gate = step("wipe", *(one.id for one in copies), kind=StepKind.GATE)
    return plan(*stops, *copies, gate, *(step(f"import-{one}", "wipe") for one in range(number)))


def test_ten_times_the_machines_take_ten_times_the_work() -> None:
    """First run and a run that finds everything done; journal, schedule and states included."""
    small, large = Rig(), Rig()
    few, many = _many(10), _many(100)
    for _ in range(2):
        assert _calls(lambda: large.run(many)) < 11 * _calls(lambda: small.run(few))
