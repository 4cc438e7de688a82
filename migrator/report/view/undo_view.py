"""Changes that can be taken back, and which of them still stand."""

from collections.abc import Mapping, Sequence
from typing import Final

from migrator.domain.plan import Plan, PlanStep, StepHost, StepId
from migrator.journal.words import Truth
from migrator.report.view.report_model import Original, UndoReport, UndoState
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


MEANT: Final = frozenset({"release-address", "move-files-back", "keep-copies", "remove-marker", "remove-planned-vm"})
"""Undos of changes that are wanted once their step is done: copies are kept, a planned machine is gone by then."""
WAY_BACK: Final = "undo/"
"""Steps of the way back have the id of the step that they undo behind this."""


def undo_reports(plan: Plan, story: Story, steps: Sequence[StepReport], *, accepted: bool) -> tuple[UndoReport, ...]:
    """Return every change that was begun and can be undone, the last one first: the order in which one would do it.

    What was made on the new host is part of the result once that was accepted.
    """
    about = {(step.text, step.subject.id): step for step in steps}
    made = []
    for step, report in reversed(list(zip(plan.steps, steps, strict=True))):
        past = story.steps[step.id]
        if step.undo is None or past.attempts == 0:
            continue
        by = _taken_back_by(step, story, about)
        is_gone = by is not None or (past.was_true and not report.standing.is_true)
        is_wanted = report.standing.is_true and (step.undo in MEANT or (accepted and step.host is not StepHost.SOURCE))
        made.append(
            UndoReport(
                step=step.id,
                undo=step.undo,
                became=UndoState.TAKEN_BACK if is_gone else UndoState.KEPT if is_wanted else UndoState.STANDS,
                undone_by=by,
                originals=tuple(
                    Original(subject=one.subject, name=one.name, value=one.value) for one in past.originals.values()
                ),
            )
        )
    return tuple(made)


def _taken_back_by(step: PlanStep, story: Story, about: Mapping[tuple[str, str], StepReport]) -> StepId | None:
    """Return the step that took a change back: one of the same plan, or of the way back."""
    for text in TAKEN_BACK_BY.get(step.text, ()):
        taker = about.get((text, step.subject.id))
        if taker is not None and taker.standing.is_true:
            return taker.id
    way_back = f"{WAY_BACK}{step.id}"
    past = story.steps.get(way_back)
    return way_back if past is not None and past.checked is not None and past.checked.truth is Truth.TRUE else None
