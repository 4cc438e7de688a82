"""A disk is given up by a named person with a reason, and only where something good comes of it."""

import pytest

from migrator.domain.external_disk import DISK_INPUT, place_of
from migrator.domain.plan import Plan
from migrator.errors import AnswerRefused
from migrator.journal.entries import StepAboutToApply, StepChecked
from migrator.journal.words import Moment, Truth
from migrator.runner.history import History
from migrator.runner.lost_disk import given_up, is_given_up
from tests.unit.domain.golden import golden_plan

B = f"{DISK_INPUT}b"
WHY = {"person": "Ada", "reason": "It fell"}


@pytest.fixture
def plan() -> Plan:
    """Return a plan with both disks."""
    return golden_plan()


def _past(plan: Plan, *texts: str) -> History:
    history = History()
    for step in plan.steps:
        if step.text in texts:
            history.take(
                StepAboutToApply(
                    step=step.id, attempt=1, host=step.host, script=None, script_sha256=None, parameters={}
                )
            )
            history.take(StepChecked(step=step.id, moment=Moment.AFTER, truth=Truth.TRUE, found={}))
    return history


def test_a_better_volume_before_anything_was_written_on_it_gives_nothing_up(plan: Plan) -> None:
    """Who mistyped it types it again, without a reason."""
    assert not is_given_up(plan, History(), B, "X:", lost=False)
    assert is_given_up(plan, _past(plan, "mark-disk"), B, "X:", lost=False)


def test_what_the_other_disk_has_stays_true(plan: Plan) -> None:
    """Only what is about the lost one is taken again, with the copy and the gate that stand on both."""
    history = _past(plan, "mark-disk", "copy-vm", "prove-copy", "close-bag", "allow-wipe")
    history.take(given_up(plan, history, B, "X:", **WHY))
    standing = {step.id for step in plan.steps if history.is_confirmed(step.id)}
    assert {place_of(step) for step in standing} == {"a"}
    assert (
        sum(step.startswith("prove-copy/") for step in standing)
        == sum(step.text == "prove-copy" for step in plan.steps) // 2
    )
    assert (history.disk_in("a"), history.disk_in("b"), history.answers[B]) == ("a", "c", "X:")


def test_each_successor_has_a_name_that_no_disk_had_before(plan: Plan) -> None:
    """An old disk that shows up again cannot be taken for the new one."""
    history = _past(plan, "mark-disk")
    for volume in ("X:", "Y:"):
        history.take(given_up(plan, history, B, volume, **WHY))
    assert history.disk_in("b") == "d"


def test_without_a_reason_with_the_other_disk_or_with_none_left_it_is_refused(plan: Plan) -> None:
    """The last copy is never given up by a word."""
    history = _past(plan, "mark-disk")
    history.answers[f"{DISK_INPUT}a"] = "W:"
    with pytest.raises(AnswerRefused):
        given_up(plan, history, B, "X:", person="Ada", reason=" ")
    with pytest.raises(AnswerRefused):
        given_up(plan, history, B, "w:", **WHY)
    history.take(given_up(plan, history, B, None, **WHY))
    with pytest.raises(AnswerRefused):
        given_up(plan, history, f"{DISK_INPUT}a", None, **WHY)


def test_when_the_old_host_is_being_left_no_other_disk_can_be_filled(plan: Plan) -> None:
    """The source is gone; that the disk is lost can still be said."""
    history = _past(plan, "mark-disk", "change-hardware")
    with pytest.raises(AnswerRefused):
        given_up(plan, history, B, "X:", **WHY)
    assert given_up(plan, history, B, None, **WHY).successor is None
