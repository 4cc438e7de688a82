"""Changes that can be taken back, and which of them still stand."""

from collections.abc import Sequence
from typing import Final

from migrator.domain.plan import Plan
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
        by = next(
            (
                taker.id
                for text in TAKEN_BACK_BY.get(step.text, ())
                if (taker := about.get((text, step.subject.id))) is not None and taker.standing.is_true
            ),
            None,
        )
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
