"""Which step is next: a pure function of the plan, of what the journal confirms, and of the answers so far."""

from collections import defaultdict
from collections.abc import Mapping
from heapq import heappop, heappush

from migrator.domain.external_disk import place_of
from migrator.domain.plan import Plan, PlanStep, StepId, StepKind
from migrator.runner.history import History
from migrator.runner.states import OF_LOST_DISK, State, StepState


class Schedule:
    """Hands out each step once, in the plan's order, as soon as all that it needs is true; linear in steps and needs."""

    def __init__(self, plan: Plan, settled: Mapping[StepId, StepState]) -> None:
        """`settled` steps are true and not handed out."""
        self._steps = plan.steps
        self._dependents: defaultdict[StepId, list[int]] = defaultdict(list)
        self._unmet: list[int] = []
        self._ready: list[int] = []
        for position, step in enumerate(self._steps):
            open_needs = [need for need in step.needs if need not in settled]
            for need in open_needs:
                self._dependents[need].append(position)
            self._unmet.append(len(open_needs))
            if not open_needs and step.id not in settled:
                self._ready.append(position)  # ascending, hence a heap
        self._settled = settled

    def next(self) -> PlanStep | None:
        """Return the first step that can be taken now; None: none, unless a step in progress comes to its end."""
        return self._steps[heappop(self._ready)] if self._ready else None

    def is_true(self, step: StepId) -> None:
        """Let the steps go on that waited for this one."""
        for position in self._dependents.pop(step, ()):
            self._unmet[position] -= 1
            if not self._unmet[position] and self._steps[position].id not in self._settled:
                heappush(self._ready, position)


def state_of_true(step: PlanStep, history: History) -> StepState:
    """Return done where this migration did something for a step that is true, else skipped."""
    did = history.steps[step.id].attempts > 0 or step.kind is StepKind.GATE
    return StepState(state=State.DONE if did else State.SKIPPED)


def built_on(plan: Plan, history: History) -> frozenset[StepId]:
    """Return the steps on which confirmed later ones are built."""
    return frozenset(need for step in plan.steps if history.steps[step.id].confirmed for need in step.needs)


def settled_steps(plan: Plan, history: History) -> dict[StepId, StepState]:
    """Return the confirmed steps that no host is asked about again.

    A passed gate settles itself and all before it (behind the wipe gate there is nobody left to ask). Elsewhere a step is
    settled when every step that needs it is confirmed: a disk taken offline is online again by the next step's work.
    """
    last_gate = max(
        (
            position
            for position, step in enumerate(plan.steps)
            if step.kind is StepKind.GATE and history.steps[step.id].confirmed
        ),
        default=-1,
    )
    needed = frozenset(need for step in plan.steps for need in step.needs)
    unconfirmed = frozenset(need for step in plan.steps if not history.steps[step.id].confirmed for need in step.needs)
    settled = {
        step.id: state_of_true(step, history)
        for position, step in enumerate(plan.steps)
        if history.steps[step.id].confirmed
        and (position <= last_gate or (step.id in needed and step.id not in unconfirmed))
    }
    return {**settled, **of_lost_disks(plan, history, after=last_gate)}


def of_lost_disks(plan: Plan, history: History, *, after: int = -1) -> dict[StepId, StepState]:
    """Return the steps about external disks that are given up; what a passed gate looked at stays as it was then."""
    return {
        step.id: OF_LOST_DISK
        for position, step in enumerate(plan.steps)
        if (place_of(step.id) or "") in history.lost and not (position <= after and history.steps[step.id].confirmed)
    }
