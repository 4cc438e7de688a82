"""What a person does: asked once, with a name; a probe counts more than a word."""

from migrator.domain.plan import OpenValue, PlanStep, ScriptUse, StepId, StepKind
from migrator.errors import ExitCode
from migrator.journal.chain import Chain
from migrator.journal.entries import Answer, StepAboutToApply
from migrator.steps.driver import Given
from tests.unit.runner.plans import plan, step
from tests.unit.runner.runs import Rig, shown
from tests.unit.runner.world import Somebody


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


def test_a_manual_step_that_a_probe_finds_true_asks_nobody() -> None:
    rig = Rig()
    rig.world.things["a"].true = True
    assert shown(rig.run(plan(step("a", kind=StepKind.MANUAL)))) == {"a": "skipped"}
    assert rig.person.asked == []


def test_a_manual_step_that_takes_its_time_is_waited_for() -> None:
    rig = Rig()
    rig.world.things["a"].left = 3
    assert shown(rig.run(plan(step("a", kind=StepKind.MANUAL)))) == {"a": "skipped"}


def test_a_probe_counts_more_than_a_persons_word() -> None:
    """Somebody says that the disk is plugged in; it is not."""
    rig = Rig()

    class Hasty(Somebody):
        def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
            self.asked.append(step.id)
            return Given("Jörg", dict.fromkeys(questions, True))

    rig.person = Hasty(rig.world)
    made = plan(step("a", kind=StepKind.MANUAL))
    assert shown(rig.run(made)) == {"a": "failed (still-false)"}
    rig.run(made)
    assert rig.person.asked == ["a", "a"]
    rig.world.things["a"].true = True
    assert shown(rig.run(made)) == {"a": "done"}


def test_a_no_to_a_manual_step_means_not_yet() -> None:
    rig = Rig()

    class NotYet(Somebody):
        def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
            self.asked.append(step.id)
            return Given("Jörg", dict.fromkeys(questions, False))

    rig.person = NotYet(rig.world)
    assert shown(rig.run(plan(step("a", kind=StepKind.MANUAL)))) == {"a": "pending (waiting-for-person)"}
