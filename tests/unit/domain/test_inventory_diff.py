"""Two inventories of one host are compared by what things are, not by where they stand in a list."""

from uuid import UUID

import pytest

from migrator.domain.inventory.virtual_machine import IntegrationService, VMState
from migrator.domain.inventory_diff import ChangeKind, diff
from tests.unit.domain.builders import APP_ID, DC_ID, disk, drive, entry, guest, host, inventory, security, vm, volume

SERVICE_ID = UUID("84eaae65-2f2e-45f5-9bb5-0e857dc8eb47")


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


def test_what_belongs_to_a_machine_is_told_by_the_machines_name() -> None:
    """Nobody knows a machine by its id; and a guest that is silent is no loss of the host."""
    after = inventory(guests=(guest(DC_ID, 3, "srv.example.test"),), security=(security(DC_ID),))
    silent = next(change for change in diff(inventory(), after) if change.section == "guests")
    assert (silent.name, silent.noise) == ("app", True)
    (lost,) = diff(
        inventory(security=(security(DC_ID), security(APP_ID))), after.model_copy(update={"guests": inventory().guests})
    )
    assert (lost.section, lost.name, lost.noise) == ("security", "app", False)


def test_a_file_is_told_by_its_path_as_the_host_spells_it() -> None:
    """A relative name like `Virtual Hard Disks` says nothing, and small letters look like another folder."""
    folder = entry("D:\\VMs\\App", "").model_copy(update={"is_folder": True})
    lost = (entry("D:\\VMs\\App", "Data.vhdx"), folder)
    told = {change.name for change in diff(inventory(folders=lost), inventory(folders=()))}
    assert told == {"D:\\VMs\\App\\Data.vhdx", "D:\\VMs\\App"}


def test_volumes_without_a_letter_are_told_apart() -> None:
    """Most hosts have two volumes called System; people know them by disk and partition."""
    one = volume("E").model_copy(
        update={"drive_letter": None, "label": "System", "disk_number": 0, "partition_number": 1}
    )
    two = one.model_copy(update={"unique_id": "other", "disk_number": 3})
    told = [change.name for change in diff(inventory(volumes=(volume("D"), one, two)), inventory(volumes=()))]
    assert sorted(told) == [
        f"D: ({volume('D').label})",
        "System on disk 0, partition 1",
        "System on disk 3, partition 1",
    ]


def test_a_member_of_a_nested_setting_is_named() -> None:
    """Of a service that was switched off, that is told, not the whole list; its status follows from the machine's."""
    before = IntegrationService(component_id=SERVICE_ID, name="Heartbeat", enabled=True, status="Ok")
    after = before.model_copy(update={"enabled": False, "status": None})
    old, new = (
        inventory(virtual_machines=(vm(DC_ID, "dc01", integration_services=(one,)), vm(APP_ID, "app")))
        for one in (before, after)
    )
    told = {change.field: (change.before, change.after, change.noise) for change in diff(old, new)}
    assert told == {
        "integration_services.Heartbeat.enabled": ("true", "false", False),
        "integration_services.Heartbeat.status": ('"Ok"', None, True),
    }


def test_a_drive_that_is_gone_is_named_by_its_slot() -> None:
    """The others have not changed, wherever they stand in the list."""
    first = drive("D:\\VMs\\app\\a.vhdx")
    second = drive("D:\\VMs\\app\\b.vhdx").model_copy(update={"controller_location": 5})
    old, new = (
        inventory(virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app", hard_disk_drives=drives)))
        for drives in ((first, second), (second,))
    )
    (change,) = diff(old, new)
    assert change.field == "hard_disk_drives.SCSI 0:0"
    assert change.before is not None
    assert change.after is None


def test_a_disk_that_is_gone_is_one_change() -> None:
    """Size, format and the rest are unknown with the file; ten lines would hide which file it is."""
    here = disk("D:\\VMs\\app\\app.vhdx", APP_ID)
    gone = here.model_copy(update={"found": False, "size_bytes": None, "vhd_format": None, "vhd_type": None})
    (change,) = diff(inventory(virtual_hard_disks=(here,)), inventory(virtual_hard_disks=(gone,)))
    assert (change.field, change.name) == ("found", "D:\\VMs\\app\\app.vhdx")


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
