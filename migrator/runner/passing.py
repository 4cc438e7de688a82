"""Passes a gate: looks, lets named persons approve exactly what was seen, looks once more."""

from unicodedata import normalize

from pydantic import JsonValue

from migrator.domain.canonical import plain
from migrator.domain.mending import is_mended
from migrator.domain.plan import PlanStep
from migrator.domain.waivers import judge
from migrator.errors import ExitCode
from migrator.journal.entries import Approval, GateSeen, seen_sha256
from migrator.journal.words import Moment, Truth
from migrator.runner.desk import Desk
from migrator.runner.schedule import state_of_true
from migrator.runner.states import WAITING, Reason, State, StepState, closed
from migrator.steps.driver import CONCERNS, CheckAnswer, GateView


def pass_gate(desk: Desk, step: PlanStep) -> StepState:
    """Return done when as many different persons as the plan asks approved of what the gate sees now."""
    view = _look(desk, step)
    if view.closed_by:
        return closed(view.closed_by, view.seen)
    past = desk.history.steps[step.id]
    needed = next((gate.approvals for gate in desk.plan.gates if gate.step == step.id), 1)
    asked = len(past.approved_by) < needed
    while len(past.approved_by) < needed:
        verdict = desk.person.approve(step, view, tuple(past.approved_by))
        if verdict is None or not _counts(verdict.host_name, view.host_name):
            return WAITING
        if verdict.approved and any(_counts(verdict.person, name) for name in past.approved_by):
            return WAITING
        desk.record(
            Approval(
                step=step.id,
                approved=verdict.approved,
                person=verdict.person,
                host_name=verdict.host_name,
                seen_sha256=seen_sha256(view.seen, view.closed_by),
                reason=verdict.reason,
            )
        )
        if not verdict.approved:
            return StepState(state=State.PENDING, reason=Reason.DECLINED, code=ExitCode.DECLINED)
    if asked and _look(desk, step) != view:
        # Asking took its time; what was approved is not what is there now.
        return WAITING
    digest = seen_sha256(view.seen, view.closed_by)
    desk.checked(step, Moment.AFTER, CheckAnswer(truth=Truth.TRUE, found={"seen_sha256": digest}))
    return state_of_true(step, desk.history)


def _look(desk: Desk, step: PlanStep) -> GateView:
    """Look, add the plan's own blockers that no step of it has mended, and record what was seen where it is new."""
    view = desk.driver.look(step, desk.history.answers)
    planned = {name for gate in desk.plan.gates if gate.step == step.id for name in gate.closed_by}
    found = judge(desk.plan.concerns, desk.history.waivers).blockers
    standing = [one for one in found if not is_mended(one, desk.plan, desk.history.is_confirmed)]
    blockers = {name: plain(one) for one in standing if (name := f"{one.rule} {one.subject.id}") in planned}
    known = view.seen.get(CONCERNS)
    concerns = [*blockers.values(), *(known if isinstance(known, list) else [])]
    told: dict[str, JsonValue] = {CONCERNS: concerns} if concerns else {}
    whole = GateView(
        host_name=view.host_name,
        seen={**view.seen, **told, "plan_hash": desk.plan.plan_hash},
        closed_by=tuple(dict.fromkeys([*blockers, *view.closed_by])),
    )
    digest = seen_sha256(whole.seen, whole.closed_by)
    if desk.history.steps[step.id].seen_sha256 != digest:
        desk.record(GateSeen(step=step.id, seen=whole.seen, closed_by=whole.closed_by, seen_sha256=digest))
    return whole


def _counts(said: str, meant: str) -> bool:
    """Tell whether two spellings of a name are the same name."""
    return _plain(said) == _plain(meant)


def _plain(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())
