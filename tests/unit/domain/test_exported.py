"""What an export must have before it counts, and where its files go back to."""

from datetime import UTC, datetime
from pathlib import PureWindowsPath

from migrator.domain.exported import export_folder, exported_items, unlike_originals
from migrator.domain.external_disk import bag_name
from migrator.domain.inventory.storage import FolderEntry
from tests.unit.domain.builders import disk

FOLDER = PureWindowsPath("E:\\migrator-move-exported\\web")
VMCX = "0B5C6C2E-0000-4000-8000-000000000001.vmcx"


def _file(path: str, size_bytes: int = 7) -> FolderEntry:
    return FolderEntry(
        root=FOLDER,
        relative_path=path,
        is_folder=False,
        size_bytes=size_bytes,
        last_written_at=datetime(2026, 3, 14, tzinfo=UTC),
        attributes=(),
    )


def test_an_export_that_was_broken_off_is_not_taken_for_whole() -> None:
    """A shorter file, a missing one, a missing configuration: each is named."""
    disks = [disk("D:\\a\\one.vhdx", file_bytes=7), disk("G:\\b\\Two.vhdx", file_bytes=9)]
    whole = [
        _file("Virtual Hard Disks\\one.vhdx"),
        _file("Virtual Hard Disks\\two.vhdx", 9),
        _file(f"Virtual Machines\\{VMCX}"),
    ]
    assert unlike_originals(disks, whole, VMCX) == ()
    assert unlike_originals(disks, [_file("Virtual Hard Disks\\one.vhdx", 6)], VMCX) == (VMCX, "Two.vhdx", "one.vhdx")


def test_exported_files_go_back_to_the_folders_that_they_came_from() -> None:
    """The export brings everything together; the new host gets it where the old one had it."""
    folders = {"Virtual Machines": PureWindowsPath("D:\\VMs\\web"), "Snapshots": PureWindowsPath("D:\\Points")}
    there = [
        _file(f"Virtual Machines\\{VMCX}"),
        _file("Snapshots\\x.vmcx"),
        _file("Virtual Hard Disks\\data.vhdx"),
        _file("Virtual Hard Disks\\strange.vhdx"),
    ]
    items = exported_items(folders, ["G:\\Disks\\Data.vhdx"], there, "volume")
    assert [item.host_path for item in items] == [
        f"D:\\VMs\\web\\Virtual Machines\\{VMCX}",
        "D:\\Points\\Snapshots\\x.vmcx",
        "G:\\Disks\\Data.vhdx",
        "D:\\VMs\\web\\Virtual Hard Disks\\strange.vhdx",
    ]
    assert {item.root for item in items} == {"volume"}
    assert items[1].path == "migrator-move-exported/web/Snapshots/x.vmcx"


def test_exports_lie_beside_the_bag_and_not_in_it() -> None:
    """A bag that is closed is not changed by an export."""
    assert export_folder("move") == f"{bag_name('move')}-exported"
