"""The plan in words says which host is meant, and what its times leave out."""

from migrator.domain.config import Config
from migrator.domain.plan import Plan
from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from migrator.report.catalogue import load_catalogue
from migrator.report.plan_page import plan_page
from migrator.report.plan_view import PlanView, StepView, plan_view
from tests.unit.domain.builders import NOW, config, destination, inventory


def _plan(declared: Config) -> Plan:
    return unfold(load_playbook("rebuild"), inventory(), declared, frozenset(), made_by="0.1.0")


def _view(declared: Config) -> PlanView:
    return plan_view(_plan(declared), inventory(), load_catalogue())


def _step(view: PlanView, template: str) -> StepView:
    return next(step for phase in view.phases for step in phase.steps if step.id.split("/")[0] == template)


def test_hosts_of_one_name_are_told_apart() -> None:
    """An administrator who rebuilds a box under its old name reads which of the two is wiped, and what to name the new one."""
    view = _view(destination(name="hv01"))
    assert _step(view, "allow-wipe").title == "Allow the wipe of the old HV01"
    assert _step(view, "read-destination").title == "Read the new hv01"
    assert _step(view, "name-host").title == "Name the host hv01"
    assert "From the old HV01 to the new hv01" in plan_page(view)


def test_hosts_of_two_names_are_called_by_them() -> None:
    view = _view(destination(name="HV02"))
    assert _step(view, "read-destination").title == "Read HV02"
    assert "From HV01 to HV02" in plan_page(view)


def test_times_say_that_people_are_not_in_them() -> None:
    """No phase with a step of people promises minutes without saying so, and neither does the sum."""
    view = _view(config())
    (prepare, rebuild) = (view.phases[0], view.phases[4])
    assert prepare.duration.endswith(" + people")
    assert "people" not in rebuild.duration
    assert view.not_reckoned == "the time that people need in phases 1, 4, 6, 10, 11 and 12"
    assert view.not_reckoned in plan_page(view)


def test_missing_change_window_is_said() -> None:
    assert _view(config()).window == "no change window is declared"
    window = {"start": NOW.isoformat(), "end": NOW.replace(hour=13).isoformat()}
    assert _view(config(change_window=window)).window == "does not fit into the change window of 5 h"
