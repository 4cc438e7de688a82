"""The change window: the pessimistic end of what is left decides."""

from datetime import UTC, datetime, timedelta

from migrator.domain.config import ChangeWindow
from migrator.domain.plan import ForecastItem
from migrator.domain.window import allows, needed
from tests.unit.runner.plans import plan, step

START = datetime(2026, 12, 5, 8, tzinfo=UTC)
WINDOW = ChangeWindow(start=START, end=START + timedelta(hours=10))


def test_a_run_begins_inside_the_window_and_ends_in_it() -> None:
    assert allows(WINDOW, START, timedelta(hours=10))
    assert not allows(WINDOW, START, timedelta(hours=10, seconds=1))
    assert not allows(WINDOW, START - timedelta(seconds=1), timedelta())
    assert not allows(WINDOW, START + timedelta(hours=9), timedelta(hours=2))
    assert allows(None, START, timedelta(days=9))


def test_only_what_is_left_counts() -> None:
    whole = plan(step("stop-1"), step("copy-1"))
    item = ForecastItem(phase=whole.phases[0].id, optimistic_s=1, pessimistic_s=60, people_steps=0, measured=False)
    timed = whole.model_copy(update={"forecast": whole.forecast.model_copy(update={"items": (item,)})})
    assert needed(timed, {"stop-1"}) == timedelta(seconds=60)
    assert needed(timed, {"stop-1", "copy-1"}) == timedelta()
