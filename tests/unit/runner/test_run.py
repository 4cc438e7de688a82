"""One run: what is true is left alone, what fails holds only what needs it, what is unknown is never repeated."""

import sys
from collections.abc import Callable

import pytest

from migrator.domain.plan import OpenValue, Plan, ScriptUse, StepKind
from migrator.errors import ExitCode, JournalNotWritten
from migrator.journal.chain import Chain
from migrator.journal.entries import Answer, OriginalValue, RunEnded, StepAboutToApply
from migrator.journal.sink import SinkUnusable
from migrator.runner.history import History
from migrator.runner.rehearse import rehearse_plan
from migrator.runner.run import Outcome
from tests.unit.runner.plans import plan, step
from tests.unit.runner.runs import Rig, shown
from tests.unit.runner.world import Fault, MemorySink

ONE = plan(step("a"))


def test_what_is_true_already_is_left_alone() -> None:
    rig = Rig()
    rig.world.things["a"].true = True
    assert shown(rig.run(ONE)) == {"a": "skipped"}
    assert rig.world.log == ["check a"]


def test_a_change_is_looked_at_before_and_after() -> None:
    rig = Rig()
    outcome = rig.run(ONE)
    assert (shown(outcome), outcome.exit_code) == ({"a": "done"}, 0)
    assert rig.world.log == ["check a", "apply a", "check a"]


def test_one_failure_holds_its_own_followers_and_no_others() -> None:
    """One VM fails, the others are migrated; each held step names the one at the root."""
    rig = Rig()
    rig.world.things["stop-1"].faults = [Fault.NO_EFFECT]
    outcome = rig.run(
        plan(
            step("stop-1"),
            step("stop-2"),
            step("copy-1", "stop-1"),
            step("copy-2", "stop-2"),
            step("import-1", "copy-1"),
            step("import-2", "copy-2"),
        )
    )
    assert shown(outcome) == {
        "stop-1": "failed (still-false)",
        "stop-2": "done",
        "copy-1": "pending (held)",
        "copy-2": "done",
        "import-1": "pending (held)",
        "import-2": "done",
    }
    assert outcome.states["import-1"].held_by == "stop-1"
    assert outcome.exit_code is ExitCode.FAILED


def test_a_refused_change_fails_with_the_hosts_own_error() -> None:
    rig = Rig()
    rig.world.things["a"].faults = [Fault.REFUSED]
    outcome = rig.run(ONE)
    assert outcome.states["a"].error == "script-failed"
    assert outcome.states["a"].error_parameters["error_id"] == "E"
    assert shown(rig.run(ONE)) == {"a": "done"}


def test_what_is_in_progress_is_waited_for() -> None:
    """Never a second start while a task is at it; others go on meanwhile."""
    rig = Rig()
    rig.world.things["a"].rounds = 3
    assert shown(rig.run(plan(step("a"), step("b"), step("c", "a")))) == {"a": "done", "b": "done", "c": "done"}
    assert [line for line in rig.world.log if line.startswith("apply")] == ["apply a", "apply b", "apply c"]


def test_an_interrupted_wait_leaves_the_task_alone() -> None:
    """Ctrl-C in the copy: the copy goes on, the next run finds it."""
    rig = Rig()
    rig.world.things["a"].rounds = 5
    rig.patient = False
    outcome = rig.run(ONE)
    assert (shown(outcome), outcome.exit_code) == ({"a": "running (in-progress)"}, ExitCode.INTERRUPTED)
    rig.patient = True
    assert shown(rig.run(ONE)) == {"a": "done"}
    assert rig.world.log.count("apply a") == 1


def test_a_lost_answer_to_a_change_that_happened_is_no_failure() -> None:
    rig = Rig()
    rig.world.things["a"].faults = [Fault.LOST_AFTER_ACTING]
    outcome = rig.run(ONE)
    assert (shown(outcome), outcome.exit_code) == ({"a": "done"}, 0)
    assert rig.world.log.count("apply a") == 1


def test_a_lost_answer_to_a_change_that_is_not_there_is_said_and_looked_at_by_the_next_run() -> None:
    rig = Rig()
    rig.world.things["a"].faults = [Fault.LOST_BEFORE_ACTING]
    outcome = rig.run(ONE)
    assert (shown(outcome), outcome.exit_code) == ({"a": "failed (unknown)"}, ExitCode.OUTCOME_UNKNOWN)
    assert shown(rig.run(ONE)) == {"a": "done"}
    assert rig.world.crimes == []


def test_where_no_host_can_show_it_a_person_is_asked_and_nothing_repeated() -> None:
    rig = Rig()
    rig.world.things["a"].probed = False
    rig.world.things["a"].faults = [Fault.LOST_AFTER_ACTING]
    assert shown(rig.run(ONE)) == {"a": "failed (unknown)"}
    assert shown(rig.run(ONE)) == {"a": "done"}
    assert rig.world.log.count("apply a") == 1
    assert rig.person.asked == ["a"]


def test_what_later_steps_were_built_on_is_not_repeated_when_it_is_gone() -> None:
    """A VM started on Sunday after the copy is not shut down again behind its owner's back."""
    made = plan(step("stop"), step("copy", "stop"), step("prove", "stop"))
    rig = Rig()
    rig.world.things["prove"].faults = [Fault.REFUSED]
    rig.run(made)
    rig.world.things["stop"].true = False
    for _ in range(2):
        outcome = rig.run(made)
        assert outcome.states["stop"].reason == "changed-since"
        assert outcome.exit_code is ExitCode.HOST_NOT_AS_PLANNED
    assert rig.world.log.count("apply stop") == 1


def test_the_value_before_the_first_attempt_is_the_one_that_is_kept() -> None:
    """After a half-done attempt the host shows something else; the undo needs what was there first."""
    rig = Rig()
    rig.world.things["a"].faults = [Fault.REFUSED]
    rig.run(ONE)
    rig.run(ONE)
    records = list(Chain(rig.sink.lines(), "memory"))
    assert [record.entry.value for record in records if isinstance(record.entry, OriginalValue)] == [0]
    assert [record.entry.attempt for record in records if isinstance(record.entry, StepAboutToApply)] == [1, 2]


def test_an_open_input_is_asked_once_and_then_known() -> None:
    use = ScriptUse(script="Set-Thing", parameters={"Id": OpenValue(open_input="disk-a"), "N": 2}, shipped=True)
    made = plan(step("plug", kind=StepKind.MANUAL, answers=("disk-a",)), step("mark", "plug", apply=use))
    rig = Rig()
    rig.run(made)
    said = [record.entry for record in Chain(rig.sink.lines(), "memory")]
    assert [entry.parameters for entry in said if isinstance(entry, StepAboutToApply)][1] == {
        "Id": "value of disk-a",
        "N": 2,
    }
    assert [(entry.question, entry.person) for entry in said if isinstance(entry, Answer)] == [
        ("disk-a", "Jörg"),
        ("plug", "Jörg"),
    ]
    assert rig.person.asked == ["plug"]


def test_without_a_person_the_run_waits_and_others_go_on() -> None:
    made = plan(step("plug", kind=StepKind.MANUAL), step("mark", "plug"), step("other"), step("ask", answers=("x",)))
    rig = Rig()
    rig.person.absent = {"plug", "ask"}
    outcome = rig.run(made)
    assert shown(outcome) == {
        "plug": "pending (waiting-for-person)",
        "mark": "pending (held)",
        "other": "done",
        "ask": "pending (waiting-for-person)",
    }
    assert outcome.exit_code is ExitCode.WAITING_FOR_PERSON


def test_what_this_version_cannot_do_it_says() -> None:
    rig = Rig()
    rig.world.untakeable = {"a"}
    outcome = rig.run(plan(step("a"), step("b", "a")))
    assert shown(outcome) == {"a": "pending (not-yet-runnable)", "b": "pending (held)"}
    assert outcome.exit_code is ExitCode.FAILED


def test_nothing_is_changed_when_the_journal_cannot_take_it() -> None:
    """The announcement fails: the world stays as it is."""

    class FullSink(MemorySink):
        def append(self, line: bytes) -> None:
            if b"about-to-apply" in line:
                raise SinkUnusable("No space left on device")
            super().append(line)

    rig = Rig()
    rig.sink = FullSink(rig.clockwork)
    with pytest.raises(JournalNotWritten):
        rig.run(ONE)
    assert not rig.world.things["a"].true


def test_a_run_says_how_it_ended() -> None:
    rig = Rig()
    rig.world.things["a"].faults = [Fault.LOST_BEFORE_ACTING]
    rig.run(plan(step("a"), step("b")))
    assert list(Chain(rig.sink.lines(), "memory"))[-1].entry == RunEnded(exit_code=16, states={"done": 1, "failed": 1})


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
