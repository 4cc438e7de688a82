"""What became of the source since the plan was made: our own changes are expected, nobody else's are."""

from migrator.domain.config import Config
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import PlanStep
from migrator.domain.source_difference import unexpected_differences
from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from tests.unit.domain.builders import APP_ID, DC_ID, config, disk, inventory, vm

BEFORE = inventory(virtual_machines=(vm(APP_ID, "app"),))


def _told(after: Inventory, *tried: PlanStep) -> list[tuple[str, str, str | None]]:
    return [(one.section, one.name, one.field) for one in unexpected_differences(BEFORE, after, tried)]


def _step(raised: Config) -> PlanStep:
    plan = unfold(load_playbook("rebuild"), BEFORE, raised, frozenset(), made_by="0.1.0")
    step = next(step for step in plan.steps if step.subject.id == str(APP_ID))
    return step.model_copy(update={"expects": ("version-raised", "paths-changed")})


def test_an_unchanged_host_differs_in_nothing() -> None:
    assert _told(BEFORE) == []


def test_a_setting_that_somebody_changed_is_named_with_its_machine() -> None:
    after = inventory(virtual_machines=(vm(APP_ID, "app", version="9.0"),))
    assert _told(after) == [("virtual_machines", "app", "version")]


def test_what_a_step_of_the_plan_changed_is_expected_of_its_own_machine_only() -> None:
    step = _step(config(switches=[]))
    after = inventory(virtual_machines=(vm(APP_ID, "app", version="9.0"),))
    assert _told(after, step) == []
    other = step.model_copy(update={"subject": step.subject.model_copy(update={"id": str(DC_ID)})})
    assert _told(after, other) == [("virtual_machines", "app", "version")]


def test_a_machine_or_disk_that_came_or_went_is_named_whole() -> None:
    after = inventory(virtual_machines=(vm(DC_ID, "dc01"),), virtual_hard_disks=(disk("D:\\New\\new.vhdx", DC_ID),))
    told = _told(after)
    assert ("virtual_machines", "app", None) in told
    assert ("virtual_machines", "dc01", None) in told
    assert any(section == "virtual_hard_disks" and field is None for section, _, field in told)


def test_another_box_is_no_longer_the_planned_host() -> None:
    """Its name may be the same; the machine is not."""
    other = BEFORE.model_copy(update={"host": BEFORE.host.model_copy(update={"machine_guid": str(DC_ID)})})
    assert [section for section, _, _ in _told(other)] == ["host"]


def test_a_switch_that_went_is_named() -> None:
    assert {section for section, _, _ in _told(inventory(virtual_machines=BEFORE.virtual_machines, switches=()))} == {
        "switches"
    }
