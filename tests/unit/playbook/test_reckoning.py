"""The forecast of a plan promises no more than can be kept."""

from migrator.domain.config import Config
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Plan, StepHost
from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from tests.unit.domain.builders import NOW, config, inventory


def _plan(given: Inventory, declared: Config | None = None) -> Plan:
    return unfold(load_playbook("rebuild"), given, declared or config(), frozenset(), made_by="0.1.0")


def test_forecast_decides_by_its_pessimistic_end() -> None:
    """80 GiB, two disks and a rebuild by people do not fit into four hours, though the optimistic end does."""
    window = {"start": NOW.isoformat(), "end": NOW.replace(hour=13).isoformat()}
    tight = _plan(inventory(), config(change_window=window)).forecast
    assert tight.window_s is not None
    assert tight.optimistic_s < tight.window_s < tight.pessimistic_s
    assert tight.fits_window is False
    assert _plan(inventory()).forecast.fits_window is None
    assert tight.pessimistic_s == sum(item.pessimistic_s for item in tight.items)


def test_steps_of_people_are_counted_and_not_reckoned_with() -> None:
    """Nobody is told that another backup takes five seconds; the rebuild, which is declared, is not counted twice."""
    plan = _plan(inventory())
    items = {item.phase: item for item in plan.forecast.items}
    by_people = {phase.id: sum(step.host is StepHost.PERSON for step in phase.steps) for phase in plan.phases}
    assert items["prepare"].people_steps == by_people["prepare"] > 0
    assert items["prepare"].optimistic_s == 5 * (len(plan.phases[0].steps) - by_people["prepare"])
    assert by_people["rebuild"] > 0
    assert items["rebuild"].people_steps == 0


def test_measured_rates_are_told_from_assumed_ones() -> None:
    rate = {"pessimistic_mb_per_s": 100, "optimistic_mb_per_s": 110, "measured": True}
    items = {
        item.phase: item for item in _plan(inventory(), config(rates={"copy_out": rate, "reread": rate})).forecast.items
    }
    assert items["copy"].measured
    assert not items["copy-back"].measured
