"""The first line of the report."""

from collections.abc import Sequence
from typing import Final

from migrator.domain.plan import Plan, StepId, StepKind
from migrator.report.view.report_model import RunReport, Verdict, VerdictKind
from migrator.report.view.step_model import StepReport, StepStanding
from migrator.report.view.step_view import OWN_STEP

ACCEPTANCE: Final = frozenset({"accept-result", "accept-homes"})
"""Texts of the gates at which a person accepts the result."""
_WAITS = {StepStanding.WAITING, StepStanding.CLOSED, StepStanding.DECLINED}


def verdict(plan: Plan, steps: Sequence[StepReport], runs: Sequence[RunReport], open_warnings: int) -> Verdict:
    """Return how the migration stands by where its steps stand."""
    failed = tuple(step.id for step in steps if step.text != OWN_STEP and _is_failure(step))
    waiting = tuple(step.id for step in steps if step.standing in _WAITS and step.id not in failed)
    counted = [step for step in steps if step.standing.is_true]
    ended = [run.exit_code for run in runs if run.exit_code is not None]
    return Verdict(
        kind=_kind(plan, steps, bool(failed), open_warnings),
        failed=failed,
        waiting=waiting,
        next=next((step.id for step in steps if not step.standing.is_true and step.text != OWN_STEP), None),
        steps_true=len(counted),
        steps_total=len(steps),
        open_warnings=open_warnings,
        last_exit_code=ended[-1] if ended else None,
    )


def _is_failure(step: StepReport) -> bool:
    is_shut = step.standing is StepStanding.CLOSED and step.kind is not StepKind.GATE
    return step.standing.is_failure or is_shut


def _kind(plan: Plan, steps: Sequence[StepReport], has_failed: bool, open_warnings: int) -> VerdictKind:
    by_id = {step.id: step for step in steps}
    gate = next((step for step in plan.steps if step.text in ACCEPTANCE), None)
    if has_failed:
        return VerdictKind.FAILED
    if gate is not None and by_id[gate.id].standing.is_true:
        return VerdictKind.ACCEPTED
    asked = {step.id for step in plan.steps} if gate is None else _before(plan, gate.id)
    if not all(by_id[one].standing.is_true or by_id[one].text == OWN_STEP for one in asked):
        return VerdictKind.NOT_FINISHED
    return VerdictKind.DONE_WITH_WARNINGS if open_warnings else VerdictKind.DONE


def _before(plan: Plan, gate: StepId) -> set[StepId]:
    """Return all that a step needs, directly or not; what a step needs stands before it."""
    needs = {step.id: step.needs for step in plan.steps}
    found: set[StepId] = set()
    asked = [*needs[gate]]
    while asked:
        one = asked.pop()
        if one not in found:
            found.add(one)
            asked += needs[one]
    return found
