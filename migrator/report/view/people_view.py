"""What people answered, approved and set aside, with their names and when."""

from migrator.domain.plan import Plan, StepKind
from migrator.report.view.report_model import AnswerReport, ApprovalReport, GateReport, LostDiskReport, OverrideReport
from migrator.report.view.story import StepStory, Story


def answer_reports(plan: Plan, story: Story) -> tuple[AnswerReport, ...]:
    """Return the last answer to each question, in the plan's order: open inputs, then manual steps."""
    order = {one: place for place, one in enumerate([*(x.id for x in plan.open_inputs), *(x.id for x in plan.steps)])}
    given = sorted(story.answers.values(), key=lambda one: order.get(one[0].question, len(order)))
    return tuple(
        AnswerReport(
            question=answer.question,
            step=answer.step,
            value=answer.value,
            person=answer.person,
            at=at,
            done_at=answer.done_at,
        )
        for answer, at in given
    )


def gate_reports(plan: Plan, story: Story) -> tuple[GateReport, ...]:
    """Return every gate of the plan."""
    needed = {gate.step: gate.approvals for gate in plan.gates}
    gates = (step for step in plan.steps if step.kind is StepKind.GATE)
    return tuple(_gate(step.id, needed.get(step.id, 1), story.steps[step.id]) for step in gates)


def _gate(step: str, needed: int, past: StepStory) -> GateReport:
    seen, seen_at = past.seen if past.seen is not None else (None, None)
    return GateReport(
        step=step,
        needed=needed,
        passed=past.checked is not None and past.checked.truth == "true",
        seen=seen.seen if seen is not None else None,
        closed_by=seen.closed_by if seen is not None else (),
        seen_sha256=seen.seen_sha256 if seen is not None else None,
        seen_at=seen_at,
        approvals=tuple(
            ApprovalReport(person=one.person, approved=one.approved, host_name=one.host_name, reason=one.reason, at=at)
            for one, at in past.approvals
        ),
    )


def lost_disk_reports(story: Story) -> tuple[LostDiskReport, ...]:
    """Return the disks that were given up, in order."""
    return tuple(
        LostDiskReport(disk=one.disk, successor=one.successor, person=one.person, reason=one.reason, at=at)
        for one, at in story.lost_disks
    )


def override_reports(story: Story) -> tuple[OverrideReport, ...]:
    """Return the limits that were set aside; said twice the same is said once."""
    made: dict[tuple[str, str, str], OverrideReport] = {}
    for one, at in story.overrides:
        report = OverrideReport(what=one.what, person=one.person, reason=one.reason, at=at)
        made.setdefault((one.what, one.person, one.reason), report)
    return tuple(made.values())
