"""Whether what is left of a plan may begin now."""

from collections.abc import Collection
from datetime import datetime, timedelta

from migrator.domain.config import ChangeWindow
from migrator.domain.plan import Plan, StepId


def needed(plan: Plan, done: Collection[StepId]) -> timedelta:
    """Return the pessimistic time of all phases that are not done to their end."""
    left = {phase.id for phase in plan.phases if any(step.id not in done for step in phase.steps)}
    return timedelta(seconds=sum(item.pessimistic_s for item in plan.forecast.items if item.phase in left))


def allows(window: ChangeWindow | None, now: datetime, wanted: timedelta) -> bool:
    """Tell whether the window is open and long enough for the pessimistic end; without a window it always is."""
    return window is None or (window.start <= now and now + wanted <= window.end)
