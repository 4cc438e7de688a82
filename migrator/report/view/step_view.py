"""Where each step of the plan stands, from the journal alone."""

from collections.abc import Mapping
from typing import Final

from migrator.domain.external_disk import place_of
from migrator.domain.plan import Plan, PlanStep, StepId, StepKind
from migrator.journal.words import ApplyResult, Moment, Truth
from migrator.report.view.step_model import StepReport, StepStanding
from migrator.report.view.story import StepStory, Story

OWN_STEP: Final = "make-report"
"""A report that is made in the run cannot wait for its own end."""


def step_reports(plan: Plan, story: Story, blocked: Mapping[StepId, tuple[str, ...]]) -> tuple[StepReport, ...]:
    """Return a report of every step, in the plan's order; `blocked` has what keeps steps shut that are no gates."""
    standings = {step.id: _standing(step, story.steps[step.id], blocked) for step in plan.steps}
    for step in plan.steps:
        # Nothing can be done about a disk that is given up, and nothing waits for it.
        if (place_of(step.id) or "") in story.empty_places and not standings[step.id].is_true:
            standings[step.id] = StepStanding.SKIPPED
    holders: dict[StepId, StepId | None] = {}
    reports = []
    for phase_number, phase in enumerate(plan.phases, 1):
        for number, step in enumerate(phase.steps, 1):
            past = story.steps[step.id]
            stands = standings[step.id]
            holders[step.id] = _holder(step, standings, holders)
            failing = past.applied if past.applied is not None and not stands.is_true else None
            reports.append(
                StepReport(
                    id=step.id,
                    number=f"{phase_number}.{number}",
                    phase=phase.id,
                    text=step.text,
                    words=step.words,
                    subject=step.subject,
                    kind=step.kind,
                    host=step.host,
                    standing=stands,
                    held_by=holders[step.id] if stands is StepStanding.PENDING else None,
                    error=failing.error if failing is not None else None,
                    error_parameters=failing.error_parameters if failing is not None else {},
                    closed_by=_closed_by(past, stands, blocked.get(step.id, ())),
                    attempts=past.attempts,
                    begun_at=past.begun_at,
                    ended_at=past.true_at,
                    script=past.announced.script if past.announced is not None else None,
                    script_sha256=past.announced.script_sha256 if past.announced is not None else None,
                )
            )
    return tuple(reports)


def _closed_by(past: StepStory, stands: StepStanding, blocked: tuple[str, ...]) -> tuple[str, ...]:
    if stands is not StepStanding.CLOSED:
        return ()
    return past.seen[0].closed_by if past.seen is not None else blocked


def _standing(step: PlanStep, past: StepStory, blocked: Mapping[StepId, tuple[str, ...]]) -> StepStanding:
    """Return where a step stands by what was written last about it."""
    if step.id in blocked:
        return StepStanding.CLOSED
    match past.checked.truth if past.checked is not None else None:
        case Truth.TRUE:
            did = past.attempts > 0 or step.kind is StepKind.GATE
            return StepStanding.DONE if did else StepStanding.SKIPPED
        case Truth.IN_PROGRESS:
            return StepStanding.RUNNING
        case _:
            return _gate(past) if step.kind is StepKind.GATE else _not_true(step, past)


def _not_true(step: PlanStep, past: StepStory) -> StepStanding:
    if past.attempts == 0:
        return StepStanding.CHANGED_SINCE if past.was_true else StepStanding.PENDING
    if step.kind is StepKind.MANUAL and past.applied is None:
        return StepStanding.WAITING
    if step.text == OWN_STEP and past.applied is None:
        return StepStanding.RUNNING
    return _tried(past)


def _tried(past: StepStory) -> StepStanding:
    """Return where a step stands for which something was done and that is not true."""
    if past.applied is None or past.applied.result is ApplyResult.UNKNOWN:
        return StepStanding.UNKNOWN
    if past.applied.result is ApplyResult.REFUSED:
        return StepStanding.FAILED
    if past.checked is None or past.checked.truth is Truth.UNKNOWN:
        return StepStanding.UNKNOWN
    is_before = past.checked.moment is Moment.BEFORE
    return StepStanding.CHANGED_SINCE if past.was_true and is_before else StepStanding.FAILED


def _gate(past: StepStory) -> StepStanding:
    if past.seen is None:
        return StepStanding.PENDING
    if past.seen[0].closed_by:
        return StepStanding.CLOSED
    if past.approvals and not past.approvals[-1][0].approved:
        return StepStanding.DECLINED
    return StepStanding.WAITING


def _holder(
    step: PlanStep, standings: dict[StepId, StepStanding], holders: dict[StepId, StepId | None]
) -> StepId | None:
    """Return the step at the root of what keeps this one waiting; what a step needs stands before it."""
    for need in step.needs:
        if not standings[need].is_true:
            return holders[need] or need
    return None
