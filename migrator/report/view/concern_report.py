"""Judgements of the plan and of the run, with those that a person accepted."""

from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import TypeAdapter, ValidationError

from migrator.domain.concern import Concern, Severity
from migrator.domain.config import Config
from migrator.domain.decisions import Waiver
from migrator.domain.plan import Plan, StepId
from migrator.domain.waivers import judge
from migrator.report.view.report_model import ConcernReport
from migrator.report.view.story import Story

_CONCERNS: Final = TypeAdapter(tuple[Concern, ...])


def concern_reports(plan: Plan, config: Config | None, story: Story) -> tuple[ConcernReport, ...]:
    """Return every judgement once: the plan's, then in the order of the steps that came upon them."""
    waivers = waivers_of(plan, config, story)
    planned = (*plan.concerns, *(one.concern for one in plan.waived))
    came_up: list[tuple[Concern, StepId | None]] = [(one, None) for one in planned]
    for step in plan.steps:
        came_up += [(one, step.id) for one in _found(story, step.id) if one not in planned]
    return tuple(
        ConcernReport(concern=concern, step=step, waiver=_waiver(concern, waivers)) for concern, step in _once(came_up)
    )


def blocked_steps(plan: Plan, config: Config | None, story: Story) -> dict[StepId, tuple[str, ...]]:
    """Return the steps whose last check found a blocker that nobody waived, with `<rule> <subject id>` of each."""
    waivers = waivers_of(plan, config, story)
    found = {step.id: judge(_found(story, step.id), waivers).blockers for step in plan.steps}
    return {
        step: tuple(f"{one.rule} {one.subject.id}" for one in blockers) for step, blockers in found.items() if blockers
    }


def waivers_of(plan: Plan, config: Config | None, story: Story) -> tuple[Waiver, ...]:
    """Return everything that a person has accepted: before the plan, after it, and during the run."""
    return (
        *(one.waiver for one in plan.waived),
        *plan.unused_waivers,
        *(config.waivers if config is not None else ()),
        *(one.waiver for one in story.waivers),
    )


def _found(story: Story, step: StepId) -> tuple[Concern, ...]:
    past = story.steps.get(step)
    if past is None or past.checked is None:
        return ()
    try:
        return _CONCERNS.validate_python(past.checked.found.get("concerns", ()))
    except ValidationError:
        # A step of ours may have a finding of that name; only judgements are read here.
        return ()


def _waiver(concern: Concern, waivers: Sequence[Waiver]) -> Waiver | None:
    waived = judge([concern], waivers).waived
    return waived[0].waiver if waived else None


def _once(came_up: Sequence[tuple[Concern, StepId | None]]) -> Iterator[tuple[Concern, StepId | None]]:
    """Yield each judgement with the first step that came upon it; the same one of several steps is one."""
    seen: list[Concern] = []
    for concern, step in came_up:
        if concern not in seen:
            seen.append(concern)
            yield concern, step


def open_warnings(concerns: Sequence[ConcernReport]) -> int:
    """Return how many warnings nobody accepted."""
    return sum(one.concern.severity is Severity.WARNING and one.waiver is None for one in concerns)
