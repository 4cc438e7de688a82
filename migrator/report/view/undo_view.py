"""Changes that can be taken back, and which of them still stand."""

from collections.abc import Mapping, Sequence
from typing import Final

from migrator.domain.plan import Plan, PlanStep, StepId
from migrator.journal.words import Truth
from migrator.report.view.report_model import Original, UndoReport
from migrator.report.view.step_model import StepReport
from migrator.report.view.story import Story

TAKEN_BACK_BY: Final = {
    "hold-start": ("let-start",),
    "stop-vm": ("start-vm",),
    "stop-domain-controller": ("start-domain-controller",),
    "stop-vm-again": ("start-vm-again",),
    "stop-domain-controller-again": ("start-domain-controller-again",),
}
"""Steps that put right, on the new host, what an earlier one changed for the time of the migration."""


def undo_reports(plan: Plan, story: Story, steps: Sequence[StepReport]) -> tuple[UndoReport, ...]:
    """Return every change that was begun and can be undone, the last one first: the order in which one would do it."""
    about = {(step.text, step.subject.id): step for step in steps}
    made = []
    for step, report in reversed(list(zip(plan.steps, steps, strict=True))):
        past = story.steps[step.id]
        if step.undo is None or past.attempts == 0:
            continue
        by = _taken_back_by(step, story, about)
        made.append(
            UndoReport(
                step=step.id,
                undo=step.undo,
                undone=by is not None or (past.was_true and not report.standing.is_true),
                undone_by=by,
                originals=tuple(
                    Original(subject=one.subject, name=one.name, value=one.value) for one in past.originals.values()
                ),
            )
        )
    return tuple(made)


def _taken_back_by(step: PlanStep, story: Story, about: Mapping[tuple[str, str], StepReport]) -> StepId | None:
    """Return the step that took a change back: one of the same plan, or of the way back, which calls it as the undo is called."""
    for text in TAKEN_BACK_BY.get(step.text, ()):
        taker = about.get((text, step.subject.id))
        if taker is not None and taker.standing.is_true:
            return taker.id
    way_back = f"{step.undo}{step.id.removeprefix(step.text)}"
    past = story.steps.get(way_back)
    return way_back if past is not None and past.checked is not None and past.checked.truth is Truth.TRUE else None
