"""Two inventories of one host are compared by what things are, not by where they stand in a list."""

from uuid import UUID

import pytest

from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.inventory_diff import ChangeKind, diff
from tests.unit.domain.builders import APP_ID, DC_ID, guest, host, inventory, vm, volume


def test_equal_inventories_have_no_difference() -> None:
    assert diff(inventory(), inventory()) == ()


def test_order_of_a_list_is_no_difference() -> None:
    """Hyper-V lists virtual machines in any order; that is nothing to look at."""
    turned = inventory(virtual_machines=tuple(reversed(inventory().virtual_machines)))
    assert diff(inventory(), turned) == ()


def test_changed_field_is_named_with_both_values() -> None:
    """An administrator sees what was and what is."""
    (change,) = diff(inventory(), inventory(virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app", state=VMState.OFF))))
    assert (change.kind, change.section, change.identity) == (ChangeKind.CHANGED, "virtual_machines", str(APP_ID))
    assert (change.name, change.field, change.before, change.after) == ("app", "state", '"Running"', '"Off"')
    assert not change.noise


@pytest.mark.parametrize(
    "changed",
    [{"os_build": 26100}, {"machine_guid": str(UUID(int=7))}, {"memory_bytes": 1}, {"name": "OTHER"}],
    ids=str,
)
def test_another_build_or_machine_is_never_noise(changed: dict[str, object]) -> None:
    """Only the clock and what follows it change by themselves on a host."""
    (change,) = diff(inventory(), inventory(host=host(**changed)))
    assert not change.noise


def test_renamed_machine_is_changed_and_not_removed() -> None:
    """The id is the identity, so a new name is one change."""
    (change,) = diff(
        inventory(),
        inventory(virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app").model_copy(update={"name": "app2"}))),
    )
    assert (change.kind, change.field) == (ChangeKind.CHANGED, "name")


def test_added_and_removed_things_are_told_by_name() -> None:
    """A new disk of the host and a lost virtual machine stand there by the names people know."""
    other = UUID("7c10de44-0000-4000-8000-00000000000f")
    after = inventory(virtual_machines=(vm(DC_ID, "dc01"), vm(other, "new")))
    told = {(change.kind, change.name) for change in diff(inventory(), after)}
    assert told == {(ChangeKind.REMOVED, "app"), (ChangeKind.ADDED, "new")}


def test_thing_without_a_name_is_told_by_its_identity() -> None:
    (change,) = diff(inventory(), inventory(guests=(guest(DC_ID, 3, "srv.example.test"),)))
    assert change.name == str(APP_ID)


def test_what_changes_by_itself_is_marked_as_noise() -> None:
    """Uptime, clock and free space do not hide the one change that matters."""
    later = host().clock.replace(hour=9)
    after = inventory(
        host=host(clock=later, name="HV02"),
        volumes=(volume("D", free_bytes=5),),
        virtual_machines=(vm(DC_ID, "dc01", uptime_s=1), vm(APP_ID, "app")),
    )
    changes = diff(inventory(), after)
    assert {change.field for change in changes if change.noise} == {"clock", "free_bytes", "uptime_s"}
    assert [change.field for change in changes if not change.noise] == ["name"]
