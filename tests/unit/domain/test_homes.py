"""A home is the folder that holds all of a virtual machine on a volume, and nothing of another."""

from pathlib import PureWindowsPath

from migrator.domain.homes import ancestors, homes_of, places_of
from migrator.domain.inventory.disks import VhdType
from migrator.domain.inventory.whole import Inventory
from tests.unit.domain.builders import APP_ID, DC_ID, checkpoint, disk, drive, inventory, path, vm


def _homes(given: Inventory) -> dict[str, list[str]]:
    names = {machine.id: machine.name for machine in given.virtual_machines}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    for home in homes_of(given):
        found[names[home.vm_id]].append(str(home.folder))
    return found


def _two(**changes: object) -> Inventory:
    return inventory(virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app", **changes)))


def test_tidy_machine_has_its_folder_as_home() -> None:
    assert _homes(inventory()) == {"dc01": ["D:\\VMs\\dc01"], "app": ["D:\\VMs\\app"]}


def test_machine_on_two_volumes_has_a_home_on_each() -> None:
    """A data disk on the slow volume is no fault."""
    drives = (drive("D:\\VMs\\app\\app.vhdx"), drive("E:\\Data\\app\\data.vhdx"))
    assert _homes(_two(hard_disk_drives=drives))["app"] == ["D:\\VMs\\app", "E:\\Data\\app"]


def test_parent_alone_on_its_volume_has_its_folder_as_home() -> None:
    """A chain that begins on another volume is at home there, in a folder and not in a file."""
    child, parent = "D:\\VMs\\app\\app.avhdx", "E:\\Base\\app\\base.vhdx"
    given = _two(hard_disk_drives=(drive(child),)).model_copy(
        update={
            "virtual_hard_disks": (
                disk(child, APP_ID, vhd_type=VhdType.DIFFERENCING, parent_path=path(parent)),
                disk(parent, APP_ID),
            )
        }
    )
    assert _homes(given)["app"] == ["D:\\VMs\\app", "E:\\Base\\app"]


def test_home_reaches_up_to_hold_everything() -> None:
    """Disks in one sub-folder and configuration in another have the folder above as home."""
    given = _two(hard_disk_drives=(drive("D:\\VMs\\app\\Virtual Hard Disks\\app.vhdx"),))
    assert _homes(given)["app"] == ["D:\\VMs\\app"]


def test_heap_gives_no_home() -> None:
    """All disks in one folder: it belongs to nobody."""
    heap = inventory(
        virtual_machines=tuple(
            vm(
                vm_id,
                name,
                hard_disk_drives=(drive(f"E:\\VHD\\{name}.vhdx"),),
            )
            for vm_id, name in ((DC_ID, "dc01"), (APP_ID, "app"))
        )
    )
    assert _homes(heap) == {"dc01": ["D:\\VMs\\dc01"], "app": ["D:\\VMs\\app"]}


def test_scattered_machine_keeps_the_folder_that_is_its_own() -> None:
    """With a disk in the drive's other corner the common folder would be the root; the configuration's stands in."""
    given = _two(hard_disk_drives=(drive("D:\\Other\\app.vhdx"),))
    assert _homes(given)["app"] == ["D:\\VMs\\app"]


def test_stray_file_in_a_home_does_not_cost_its_owner_the_home() -> None:
    """The one whose disk lies in another's folder is to blame, and not the other one."""
    given = _two(hard_disk_drives=(drive("D:\\VMs\\dc01\\app.vhdx"),))
    assert _homes(given) == {"dc01": ["D:\\VMs\\dc01"], "app": ["D:\\VMs\\app"]}


def test_two_configurations_in_one_folder_have_no_home() -> None:
    together = {
        "configuration_location": path("D:\\VMs"),
        "snapshot_file_location": path("D:\\VMs"),
        "smart_paging_file_path": path("D:\\VMs"),
    }
    given = inventory(virtual_machines=(vm(DC_ID, "dc01", **together), vm(APP_ID, "app", **together)))
    assert _homes(given)["dc01"] == ["D:\\VMs\\dc01"]


def test_drive_root_is_no_home() -> None:
    root = {
        "configuration_location": path("D:\\"),
        "snapshot_file_location": path("D:\\"),
        "smart_paging_file_path": path("D:\\"),
        "hard_disk_drives": (drive("D:\\app.vhdx"),),
    }
    assert _homes(inventory(virtual_machines=(vm(APP_ID, "app", **root),))) == {"app": []}


def test_declared_home_wins() -> None:
    declared = {APP_ID: (PureWindowsPath("D:\\VMs"),)}
    homes = homes_of(inventory(), declared)
    assert [str(home.folder) for home in homes if home.vm_id == APP_ID] == ["D:\\VMs"]


def test_case_of_letters_makes_no_second_home() -> None:
    """Windows takes capital and small letters for the same."""
    given = _two(hard_disk_drives=(drive("d:\\vms\\APP\\app.vhdx"),))
    assert len(_homes(given)["app"]) == 1


def test_places_hold_all_parents_and_disks_of_checkpoints() -> None:
    """A chain is followed to its base; nothing that the machine needs is left out."""
    base, middle, leaf = (f"D:\\VMs\\app\\{name}" for name in ("base.vhdx", "app.avhdx", "app_2.avhdx"))
    given = inventory(
        virtual_machines=(vm(APP_ID, "app", hard_disk_drives=(drive(leaf), drive(None, disk_number=4))),),
        virtual_hard_disks=(
            disk(leaf, parent_path=path(middle)),
            disk(middle, parent_path=path(base)),
            disk(base),
        ),
        checkpoints=(checkpoint(APP_ID, hard_disk_drives=(drive("D:\\VMs\\app\\old.avhdx"),)), checkpoint(DC_ID)),
    )
    paths = [str(place.path) for place in places_of(given)]
    assert paths == ["D:\\VMs\\app", leaf, middle, base, "D:\\VMs\\app\\old.avhdx"]


def test_chain_that_bites_its_tail_ends() -> None:
    """A broken chain is reported, not followed for ever."""
    a, b = path("D:\\a.vhdx"), path("D:\\b.vhdx")
    assert ancestors(a, {a: b, b: a}) == (b,)
    assert ancestors(a, {a: a}) == ()
