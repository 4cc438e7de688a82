"""Everything of a virtual machine is copied, wherever it lies, and nothing of another."""

from pathlib import PureWindowsPath

from migrator.domain.copy_items import copy_items, shared_folders
from tests.unit.domain.builders import APP_ID, DC_ID, entry, inventory

SHARED = "D:\\Everything\\Virtual Machines"


def test_configurations_in_a_shared_folder_are_taken_by_their_id() -> None:
    """A folder that holds several machines' configurations is no home; each machine's own files are still copied."""
    listed = (
        entry(SHARED, f"{APP_ID}.vmcx".upper()),
        entry(SHARED, f"{DC_ID}.vmcx"),
        entry(SHARED, f"{APP_ID}\\inside.bin"),
        entry(SHARED, "notes.txt"),
    )
    items = copy_items(inventory(), APP_ID, (), listed, lambda path: path.drive)
    names = [PureWindowsPath(item.host_path).name for item in items if item.host_path.startswith(SHARED)]
    assert names == [f"{APP_ID}.vmcx".upper()]


def test_without_a_home_the_folders_to_look_into_are_named() -> None:
    assert all(folder.name in {"Virtual Machines", "Snapshots"} for folder in shared_folders(inventory(), APP_ID, ()))
