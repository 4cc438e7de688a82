"""When each phase took place: pieces of work and of waiting for people."""

from collections.abc import Iterable
from datetime import datetime

from migrator.domain.plan import Plan, PlanPhase, PlanStep, StepKind
from migrator.report.view.report_model import PhaseTime, RunReport, Span, SpanKind
from migrator.report.view.story import Story


def phase_times(plan: Plan, story: Story) -> tuple[PhaseTime, ...]:
    """Return the phases in the plan's order, those that nothing was written about too."""
    return tuple(_phase(phase, story) for phase in plan.phases)


def _phase(phase: PlanPhase, story: Story) -> PhaseTime:
    spans = [span for step in phase.steps for span in _spans(step, story.steps[step.id].moments)]
    return PhaseTime(
        phase=phase.id,
        begin=min((span.begin for span in spans), default=None),
        end=max((span.end for span in spans), default=None),
        spans=(*_joined(spans, SpanKind.WORK), *_joined(spans, SpanKind.WAITING)),
    )


def _spans(step: PlanStep, moments: list[datetime]) -> tuple[Span, ...]:
    """Return from the first to the last word about a step: people's steps are waiting, all others are work."""
    if not moments:
        return ()
    by_person = step.kind in {StepKind.MANUAL, StepKind.GATE}
    kind = SpanKind.WAITING if by_person else SpanKind.WORK
    return (Span(kind=kind, begin=min(moments), end=max(moments)),)


def _joined(spans: Iterable[Span], kind: SpanKind) -> tuple[Span, ...]:
    """Return the pieces of one kind with those that overlap or touch made one."""
    joined: list[Span] = []
    for span in sorted((one for one in spans if one.kind is kind), key=lambda one: one.begin):
        if joined and span.begin <= joined[-1].end:
            end = max(joined[-1].end, span.end)
            joined[-1] = Span(kind=kind, begin=joined[-1].begin, end=end)
        else:
            joined.append(span)
    return tuple(joined)


def run_reports(story: Story) -> tuple[RunReport, ...]:
    """Return every invocation of `run`."""
    return tuple(
        RunReport(
            run=name,
            controller=run.started.controller,
            made_by=run.started.made_by,
            begin=run.begin,
            end=run.ended[1] if run.ended is not None else None,
            exit_code=run.ended[0].exit_code if run.ended is not None else None,
        )
        for name, run in story.runs.items()
    )
