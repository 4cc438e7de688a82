"""One run: what is true is left alone, what fails holds only what needs it."""

import pytest

from migrator.domain.concern import Concern, Severity, Subject, SubjectKind
from migrator.domain.plan import StepKind
from migrator.errors import ExitCode, JournalNotWritten
from migrator.journal.chain import Chain
from migrator.journal.entries import OriginalValue, RunEnded, StepAboutToApply
from migrator.journal.sink import SinkUnusable
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


def test_the_value_before_the_first_attempt_is_the_one_that_is_kept() -> None:
    """After a half-done attempt the host shows something else; the undo needs what was there first."""
    rig = Rig()
    rig.world.things["a"].faults = [Fault.REFUSED]
    rig.run(ONE)
    rig.run(ONE)
    records = list(Chain(rig.sink.lines(), "memory"))
    assert [record.entry.value for record in records if isinstance(record.entry, OriginalValue)] == [0]
    assert [record.entry.attempt for record in records if isinstance(record.entry, StepAboutToApply)] == [1, 2]


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


def test_warnings_count_when_everything_else_is_done() -> None:
    warning = Concern(
        rule="vm.checkpoints",
        severity=Severity.WARNING,
        subject=Subject(kind=SubjectKind.VM, id="vm-1", name="app"),
        found={},
        source="facts",
        waivable=True,
    )
    made = plan(step("a"), concerns=(warning,))
    rig = Rig()
    rig.world.things["a"].faults = [Fault.REFUSED]
    assert [rig.run(made).exit_code, rig.run(made).exit_code] == [1, 3]


def test_a_run_says_how_it_ended() -> None:
    rig = Rig()
    rig.world.things["a"].faults = [Fault.LOST_BEFORE_ACTING]
    rig.run(plan(step("a"), step("b")))
    assert list(Chain(rig.sink.lines(), "memory"))[-1].entry == RunEnded(exit_code=16, states={"done": 1, "failed": 1})


def test_steps_are_taken_in_the_plans_order() -> None:
    """The order that a person read in the plan, also for what becomes ready only on the way."""
    rig = Rig()
    rig.run(plan(step("a"), step("b", "a"), step("c"), step("d", "b"), step("e")))
    assert [line for line in rig.world.log if line.startswith("apply")] == [f"apply {name}" for name in "abcde"]


def test_without_a_password_the_run_ends_at_once_and_nobody_is_asked() -> None:
    """One missing variable is one message, not one a step; and nobody works for a run that cannot go on."""
    rig = Rig()
    rig.world.has_password = False
    outcome = rig.run(plan(step("look-1"), step("look-2"), step("plug", kind=StepKind.MANUAL)))
    assert outcome.exit_code is ExitCode.CONNECTION
    assert shown(outcome) == {"look-1": "failed (error)", "look-2": "pending", "plug": "pending"}
    assert rig.person.asked == []
    rig.world.has_password = True
    assert rig.run(plan(step("look-1"), step("look-2"), step("plug", kind=StepKind.MANUAL))).exit_code is ExitCode.DONE
