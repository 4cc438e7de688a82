"""What a wiped volume would take with it is said once, and virtual hard disks are not counted as other data."""

from migrator.domain.inventory.storage import VolumeContent
from migrator.domain.rules.volume_other_data import RULE
from tests.unit.domain.builders import GIB, disk, inventory, path
from tests.unit.domain.rules.cases import case


def _content(text: str, size_bytes: int) -> VolumeContent:
    template = next(iter(inventory().volumes))
    return VolumeContent(
        volume_id=template.unique_id,
        path=path(text),
        is_folder=True,
        size_bytes=size_bytes,
        file_count=1,
        newest_write_at=None,
        unreadable_count=0,
    )


def _found(*contents: VolumeContent, disk_bytes: int = 0) -> list[tuple[object, object]]:
    disks = (disk("D:\\Old\\scans\\archive.vhdx", file_bytes=disk_bytes),) if disk_bytes else ()
    found = RULE.concerns(case(inventory(volume_contents=contents, virtual_hard_disks=disks)))
    return [(one.found["path"], one.found["size_bytes"]) for one in found]


def test_a_folder_in_a_folder_is_not_said_again() -> None:
    whole, part = _content("D:\\Old", 3 * GIB), _content("D:\\Old\\scans", 2 * GIB)
    assert _found(part, whole) == [("D:\\Old", 3 * GIB)]


def test_a_virtual_hard_disk_in_it_is_not_counted() -> None:
    """Its own rule speaks of the disk; only what is left is other data."""
    assert _found(_content("D:\\Old", 3 * GIB), disk_bytes=2 * GIB) == [("D:\\Old", GIB)]
    assert _found(_content("D:\\Old", 3 * GIB), disk_bytes=3 * GIB - 1) == []
