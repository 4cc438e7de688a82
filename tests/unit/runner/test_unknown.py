"""What may have happened is looked at, waited for, or asked about, and never repeated on a guess."""

from migrator.domain.plan import PlanStep
from migrator.errors import Cancelled, ExitCode
from migrator.steps.driver import Answers
from tests.unit.runner.plans import plan, step
from tests.unit.runner.runs import Rig, shown
from tests.unit.runner.world import Fault, World

ONE = plan(step("a"))


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


def test_a_change_that_a_host_never_heard_of_is_sent_when_it_is_back() -> None:
    """It is announced anew, after another look."""
    rig = Rig()
    rig.world.things["a"].faults = [Fault.NEVER_BEGUN, Fault.NEVER_BEGUN]
    outcome = rig.run(ONE)
    assert (shown(outcome), outcome.exit_code) == ({"a": "done"}, 0)
    assert rig.world.crimes == []


def test_a_host_that_never_hears_of_a_change_is_a_matter_of_the_connection() -> None:
    """Trying has an end, and the next run goes on."""
    rig = Rig()
    rig.world.things["a"].faults = [Fault.NEVER_BEGUN] * 3
    outcome = rig.run(ONE)
    assert (shown(outcome), outcome.exit_code) == ({"a": "failed (error)"}, ExitCode.CONNECTION)
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


def test_when_the_look_after_a_lost_answer_fails_too_the_outcome_is_unknown() -> None:
    """A broken connection is the smaller news: what matters is that the change may have happened."""
    rig = Rig()

    class Breaking(World):
        def apply(self, step: PlanStep, answers: Answers) -> None:
            self.unreachable.add(step.id)
            super().apply(step, answers)

    rig.world = Breaking(rig.clockwork, rig.sink)
    rig.world.things["a"].faults = [Fault.LOST_AFTER_ACTING]
    for _ in range(2):
        outcome = rig.run(ONE)
        assert (shown(outcome), outcome.exit_code) == ({"a": "failed (unknown)"}, ExitCode.OUTCOME_UNKNOWN)
        assert outcome.states["a"].error == "script-failed"
    rig.world.unreachable.clear()
    assert shown(rig.run(ONE)) == {"a": "done"}
    assert rig.world.crimes == []


def test_an_interruption_within_a_change_leaves_its_outcome_open() -> None:
    """Ctrl-C while a script runs: 16, not 130, for somebody has to look."""
    rig = Rig()

    class Interrupted(World):
        def apply(self, step: PlanStep, answers: Answers) -> None:
            super().apply(step, answers)
            raise Cancelled

    rig.world = Interrupted(rig.clockwork, rig.sink)
    outcome = rig.run(plan(step("a"), step("b")))
    assert shown(outcome) == {"a": "failed (unknown)", "b": "pending"}
    assert outcome.exit_code is ExitCode.OUTCOME_UNKNOWN
    rig.world = World(rig.clockwork, rig.sink, rig.world.things)
    assert shown(rig.run(plan(step("a"), step("b")))) == {"a": "done", "b": "done"}
    assert rig.world.crimes == []


def test_what_a_person_settled_is_not_asked_again() -> None:
    rig = Rig()
    rig.world.things["a"].probed = False
    rig.world.things["a"].faults = [Fault.LOST_AFTER_ACTING]
    for _ in range(4):
        rig.run(ONE)
    assert rig.person.asked == ["a"]


def test_a_task_that_ends_without_effect_is_a_failure_and_is_begun_again_by_the_next_run() -> None:
    rig = Rig()
    rig.world.things["a"].rounds = 2
    rig.world.things["a"].comes_true = False
    assert shown(rig.run(ONE)) == {"a": "failed (still-false)"}
    rig.world.things["a"].comes_true = True
    assert shown(rig.run(ONE)) == {"a": "done"}
    assert rig.world.log.count("apply a") == 2
