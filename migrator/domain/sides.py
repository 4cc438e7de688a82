"""Which of the two hosts a step of the controller or of a person is about."""

from migrator.domain.plan import Plan, StepHost, StepId, StepKind


def sides(plan: Plan) -> dict[StepId, StepHost]:
    """Return source or destination for every step.

    What has no host of its own belongs to the source up to the last gate before the first step on the destination,
    that gate included, and from there on to the destination.
    """
    steps = plan.steps
    first = next((place for place, step in enumerate(steps) if step.host is StepHost.DESTINATION), len(steps))
    gates = [place for place, step in enumerate(steps[:first]) if step.kind is StepKind.GATE]
    border = gates[-1] + 1 if gates and first < len(steps) else first
    own = {StepHost.SOURCE, StepHost.DESTINATION}
    return {
        step.id: step.host if step.host in own else StepHost.SOURCE if place < border else StepHost.DESTINATION
        for place, step in enumerate(steps)
    }
