"""`status` without a host: what the journal alone says is what the run itself said last."""

import pytest

from migrator.domain.plan import StepKind
from migrator.errors import ExitCode
from migrator.journal.entries import Answer
from migrator.runner.standing import states_by_journal
from migrator.runner.states import Reason, State
from tests.unit.runner.plans import plan, step
from tests.unit.runner.runs import TIME, Rig, shown
from tests.unit.runner.world import Fault

PLAN = plan(
    step("stop-1"),
    step("copy-1", "stop-1"),
    step("wipe", "copy-1", kind=StepKind.GATE),
    step("build", "wipe", kind=StepKind.MANUAL),
    step("import-1", "build"),
)


def _said(rig: Rig) -> dict[str, str]:
    return {
        name: state.state.value + (f" ({state.reason.value})" if state.reason else "")
        for name, state in states_by_journal(PLAN, rig.history()).items()
    }


def test_a_whole_job_reads_as_it_ended() -> None:
    rig = Rig()
    assert _said(rig)["stop-1"] == "pending"
    outcome = rig.run(PLAN)
    assert outcome.exit_code is ExitCode.DONE
    assert _said(rig) == shown(outcome)


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.NO_EFFECT])
def test_a_failure_is_told_with_its_reason(fault: Fault) -> None:
    rig = Rig()
    rig.world.things["copy-1"].faults = [fault]
    outcome = rig.run(PLAN)
    assert _said(rig) == shown(outcome)
    assert states_by_journal(PLAN, rig.history())["copy-1"].error == outcome.states["copy-1"].error


def test_a_closed_gate_says_what_closes_it() -> None:
    rig = Rig()
    rig.world.closed_by = ("wipe.vm-changed vm-1",)
    rig.run(PLAN)
    state = states_by_journal(PLAN, rig.history())["wipe"]
    assert (state.reason, state.closed_by) == (Reason.GATE_CLOSED, ("wipe.vm-changed vm-1",))


def test_a_lost_answer_is_in_progress_while_a_run_goes_on_and_unknown_afterwards() -> None:
    rig = Rig()
    rig.world.things["stop-1"].faults = [Fault.LOST_BEFORE_ACTING]
    outcome = rig.run(PLAN)
    assert outcome.states["stop-1"].reason is Reason.UNKNOWN
    history = rig.history()
    assert states_by_journal(PLAN, history)["stop-1"].reason is Reason.UNKNOWN
    history.run_is_open = True
    assert states_by_journal(PLAN, history)["stop-1"].state is State.RUNNING


def test_what_was_answered_after_a_run_is_told_as_answered_until_the_next_one_has_looked() -> None:
    rig = Rig()
    rig.person.absent = {"build"}
    rig.run(PLAN)
    assert _said(rig)["build"] == "pending (waiting-for-person)"
    rig.open().append(Answer(question="build", step="build", value=True, person="Jörg", done_at=None), TIME)
    state = states_by_journal(PLAN, rig.history())["build"]
    assert (state.reason, state.answered_by) == (Reason.ANSWERED, "Jörg")
    rig.run(PLAN)
    assert _said(rig)["build"] == "pending (waiting-for-person)", "the host says that it is not done"
