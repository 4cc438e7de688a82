"""Two runs of one migration give the same report, however often they were interrupted."""

import pytest

from migrator.journal.chain import Chain
from migrator.journal.entries import RunStarted
from migrator.journal.words import ApplyResult, Moment, Truth
from migrator.report.view.normalised import normalised, normalised_journal
from tests.unit.domain.golden import golden_plan
from tests.unit.report.clerk import Clerk
from tests.unit.report.golden import finished_lines, opened_clerk, report_of

PLAN = golden_plan()


def _interrupted(every: int) -> Clerk:
    """Return the journal of a migration whose controller was killed after each announced change of every so many steps."""
    clerk = opened_clerk(PLAN)
    for number, step in enumerate(PLAN.steps):
        if number % every == 0 and step.apply is not None:
            clerk.check(step, Truth.FALSE, Moment.BEFORE)
            clerk.announce(step)
            clerk.run = f"run-{number}"
            clerk.write(RunStarted(made_by="0.2.0", plan_hash=PLAN.plan_hash, controller="laptop"), minutes=30)
            clerk.check(step, Truth.FALSE, Moment.BEFORE)
            clerk.keep_original(step)
            clerk.announce(step, 2)
            clerk.apply(step, ApplyResult.ANSWERED, attempt=2)
            clerk.finish(step)
        else:
            clerk.take(step)
    return clerk


@pytest.mark.parametrize("every", [1, 2, 5])
def test_a_killed_controller_leaves_no_trace_in_what_is_compared(every: int) -> None:
    lines = _interrupted(every).lines
    assert len(lines) > len(finished_lines(PLAN))
    assert normalised(report_of(lines)) == normalised(report_of(finished_lines(PLAN)))


def test_another_end_is_another_report() -> None:
    """What is compared still holds everything that matters: a difference in a digest or a state is seen."""
    whole = normalised(report_of(finished_lines(PLAN)))
    assert normalised(report_of(finished_lines(PLAN, until="let-start"))) != whole
    report = report_of(finished_lines(PLAN))
    copy = report.machines[0].copies[0]
    file = copy.files[0].model_copy(update={"sha256": "0" * 64})
    changed_copy = copy.model_copy(update={"files": (file, *copy.files[1:])})
    machine = report.machines[0].model_copy(update={"copies": (changed_copy, *report.machines[0].copies[1:])})
    assert normalised(report.model_copy(update={"machines": (machine, *report.machines[1:])})) != whole


def test_journals_of_uninterrupted_runs_are_compared_without_times_and_chain() -> None:
    one, other = finished_lines(PLAN), _later().lines
    assert one != other
    assert normalised_journal(_records(one)) == normalised_journal(_records(other))
    assert normalised_journal(_records(one)) != normalised_journal(_records(_interrupted(5).lines))


def test_how_fast_a_copy_was_is_not_compared() -> None:
    """A step that was under way for a while, so that another one ended before it, is the same step."""
    slow, fast = opened_clerk(PLAN), opened_clerk(PLAN)
    one, other = PLAN.steps[0], PLAN.steps[1]
    slow.check(one, Truth.FALSE, Moment.BEFORE)
    slow.check(one, Truth.IN_PROGRESS, Moment.AFTER)
    slow.check(other, Truth.TRUE, Moment.BEFORE)
    slow.check(one, Truth.TRUE, Moment.AFTER)
    fast.check(one, Truth.FALSE, Moment.BEFORE)
    fast.check(one, Truth.TRUE, Moment.AFTER)
    compared = normalised_journal(_records(fast.lines))
    fast.check(other, Truth.TRUE, Moment.BEFORE)
    assert normalised_journal(_records(slow.lines)) == normalised_journal(_records(fast.lines)) != compared


def _later() -> Clerk:
    clerk = opened_clerk(PLAN)
    for step in PLAN.steps:
        clerk.now = clerk.now.replace(microsecond=7)
        clerk.take(step)
    clerk.end(0)
    return clerk


def _records(lines: list[bytes]) -> Chain:
    return Chain((line + b"\n" for line in lines), "journal.jsonl")
