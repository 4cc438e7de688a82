"""The report says what still stands, when it was, and what it rests on."""

from migrator.domain.plan import Plan
from migrator.journal.entries import RunEnded, StepChecked
from migrator.journal.words import Moment, Truth
from migrator.report.view.report_model import Report, UndoReport, UndoState
from tests.unit.domain.golden import golden_plan
from tests.unit.report.clerk import Clerk
from tests.unit.report.golden import finished_lines, golden_report, opened_clerk, report_of, steps_until

PLAN: Plan = golden_plan()


def _until(text: str) -> Clerk:
    clerk = opened_clerk(PLAN)
    for step in steps_until(PLAN, text):
        clerk.take(step)
    return clerk


def test_changes_that_stand_are_told_from_those_taken_back_with_the_values_before() -> None:
    report = report_of(finished_lines(PLAN))
    by_step = {one.step: one for one in report.undo}
    held = by_step["hold-start/vm/3f2a91bc"]
    assert (held.became, held.undone_by) == (UndoState.TAKEN_BACK, "let-start/vm/3f2a91bc")
    assert held.originals[0].value == {"action": "Start", "delay_s": 0}
    assert by_step["mark-disk/disk/a"].became is UndoState.KEPT
    assert by_step["import-vm/vm/7c10de44"].became is UndoState.KEPT
    before = {one.step: one.became for one in report_of(finished_lines(PLAN, until="accept-result")).undo}
    assert before["import-vm/vm/7c10de44"] is UndoState.STANDS
    assert before["hold-start/vm/3f2a91bc"] is UndoState.STANDS
    order = [step.id for step in PLAN.steps]
    assert [order.index(one.step) for one in report.undo] == sorted(
        (order.index(one.step) for one in report.undo), reverse=True
    )


def test_what_the_way_back_took_back_no_longer_stands() -> None:
    """Its steps have the ids of what they undo, in a plan of their own and in the same journal."""
    clerk = _until("copy-vm")
    back = StepChecked(step="undo/hold-start/vm/3f2a91bc", moment=Moment.AFTER, truth=Truth.FALSE, found={})
    clerk.write(back)
    assert _undo(report_of(clerk.lines), "hold-start/vm/3f2a91bc").became is UndoState.STANDS
    clerk.write(back.model_copy(update={"truth": Truth.TRUE}))
    held = _undo(report_of(clerk.lines), "hold-start/vm/3f2a91bc")
    assert (held.became, held.undone_by) == (UndoState.TAKEN_BACK, "undo/hold-start/vm/3f2a91bc")


def _undo(report: Report, step: str) -> UndoReport:
    return next(one for one in report.undo if one.step == step)


def test_the_journal_itself_is_part_of_the_evidence() -> None:
    journal = golden_report().journal
    assert journal.epoch == 2
    assert journal.torn_lines == 1
    assert {place.name: place.lost for place in journal.places} == {
        "controller": None,
        "disk-a": None,
        "disk-b": "The device is not connected",
    }
    assert [(one.controller, one.person) for one in journal.adoptions] == [("server-room", "Anna Schmidt")]


def test_a_run_that_did_not_end_by_itself_has_no_end() -> None:
    clerk = _until("stop-vm")
    assert [(run.end, run.exit_code) for run in report_of(clerk.lines).runs] == [(None, None)]
    clerk.write(RunEnded(exit_code=4, states={}))
    assert report_of(clerk.lines).runs[0].exit_code == 4


def test_time_is_told_phase_by_phase_with_waiting_apart_from_work() -> None:
    phases = {phase.phase: phase for phase in golden_report().timeline}
    assert {span.kind.value for span in phases["copy"].spans} == {"work"}
    assert {span.kind.value for span in phases["rebuild"].spans} == {"waiting"}
    assert phases["upgrade"].begin is None
    assert phases["copy"].begin is not None
    assert phases["wipe-gate"].end is not None
    assert phases["copy"].begin < phases["wipe-gate"].end
