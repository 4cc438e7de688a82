"""What differs inside a setting is told by what identifies it, by its place only where nothing does."""

from pydantic import JsonValue

from migrator.domain.inventory.storage import DiskEvent, EventLevel
from migrator.domain.inventory_diff import diff
from migrator.domain.member_diff import members
from tests.unit.domain.builders import APP_ID, NOW, checkpoint, inventory, physical_disk, vm


def test_things_that_nothing_identifies_are_told_by_their_place() -> None:
    """Two equal processors: the second one is another now."""
    old: JsonValue = [{"cores": 8}, {"cores": 8}]
    new: JsonValue = [{"cores": 8}, {"cores": 16}]
    assert list(members(old, new)) == [(("2", "cores"), 8, 16)]


def test_lists_of_another_length_that_nothing_identifies_are_told_whole() -> None:
    assert list(members([{"cores": 8}], [])) == [((), [{"cores": 8}], [])]


def test_equal_values_are_no_difference() -> None:
    assert list(members({"a": 1}, {"a": 1})) == []


def test_the_same_things_in_another_order_are_told_as_such() -> None:
    """The order of a boot list matters, so it is not passed over."""
    one: JsonValue = {"name": "disk", "id": "1"}
    two: JsonValue = {"name": "network", "id": "2"}
    assert list(members([one, two], [two, one])) == [((), [one, two], [two, one])]


def test_disks_events_and_checkpoints_are_called_as_people_call_them() -> None:
    event = DiskEvent(
        log="System", provider="disk", event_id=7, level=EventLevel.ERROR, count=1, first_at=NOW, last_at=NOW, sample=""
    )
    before = inventory(
        virtual_machines=(vm(APP_ID, "app"),), checkpoints=(checkpoint(APP_ID),), physical_disks=(physical_disk(1),)
    )
    after = inventory(virtual_machines=(vm(APP_ID, "app"),), disk_events=(event,), physical_disks=())
    told = {change.section: change.name for change in diff(before, after)}
    assert told["disk_events"] == "disk 7"
    assert told["checkpoints"].endswith(" of app")
    assert told["physical_disks"].endswith(" (disk 1)")
