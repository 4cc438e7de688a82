"""What a wipe would lose beside virtual machines is named, until a person clears it."""

from typing import Any

from migrator.domain.config_gate import Cleared
from migrator.domain.gate.other_data import OtherData, not_cleared, other_data
from migrator.domain.inventory.security import Certificate
from migrator.domain.inventory.services import HostItem, HostItemKind
from migrator.domain.inventory.storage import VolumeContent
from migrator.domain.rules.rule import Case
from tests.unit.domain.builders import config, inventory, path
from tests.unit.domain.host_builders import NOW, volume

GIB = 1024**3
MACHINE = "S-1-5-21-1-2-3"
ITEMS = (
    HostItem(kind=HostItemKind.SHARE, name="Scans", detail="E:\\Scans", enabled=None),
    HostItem(kind=HostItemKind.SCHEDULED_TASK, name="nightly", detail="\\Company\\", enabled=True),
    HostItem(kind=HostItemKind.SCHEDULED_TASK, name="migrator-copy", detail="\\", enabled=True),
    HostItem(kind=HostItemKind.SCHEDULED_TASK, name="migrator-switch", detail="\\", enabled=True),
    HostItem(kind=HostItemKind.SCHEDULED_TASK, name="migrator-copy", detail="\\Company\\", enabled=True),
    HostItem(kind=HostItemKind.LOCAL_USER, name="Administrator", detail=f"{MACHINE}-500", enabled=True),
    HostItem(kind=HostItemKind.LOCAL_USER, name="old", detail=f"{MACHINE}-1002", enabled=False),
    HostItem(kind=HostItemKind.LOCAL_USER, name="backup", detail=f"{MACHINE}-1001", enabled=True),
    HostItem(
        kind=HostItemKind.LOCAL_GROUP_MEMBER, name="HV01\\backup", detail=f"S-1-5-32-544 {MACHINE}-1001", enabled=None
    ),
    HostItem(
        kind=HostItemKind.LOCAL_GROUP_MEMBER, name="CORP\\Ops", detail="S-1-5-32-578 S-1-5-21-9-9-9-1200", enabled=None
    ),
    HostItem(kind=HostItemKind.FEATURE, name="Hyper-V", detail="Installed", enabled=None),
    HostItem(kind=HostItemKind.FEATURE, name="DHCP", detail="Installed", enabled=None),
)


def _named(*, volumes_too: bool = True, saved: tuple[str, ...] = (), **parts: Any) -> list[str]:
    case = Case(inventory(**parts), config())
    return [one.what for one in other_data(case, saved, volumes_too=volumes_too)]


def test_shares_tasks_users_groups_and_roles_are_named_and_windows_own_are_not() -> None:
    """Who sets the host up again must make exactly these again."""
    assert _named(host_items=ITEMS) == [
        "feature DHCP",
        "local-group-member CORP\\Ops",
        "local-user backup",
        "scheduled-task \\Company\\migrator-copy",
        "scheduled-task \\Company\\nightly",
        "share Scans",
    ]


def test_large_path_on_the_system_volume_counts_unless_it_is_windows_own() -> None:
    """ISO files and backups like to lie on C: too."""
    system = volume("C", is_system=True)
    paths = {"C:\\Windows": 30 * GIB, "C:\\pagefile.sys": 8 * GIB, "C:\\Backups": 40 * GIB, "C:\\Small": 5}
    contents = tuple(
        VolumeContent(
            volume_id=system.unique_id,
            path=path(name),
            is_folder=True,
            size_bytes=size,
            file_count=1,
            newest_write_at=None,
            unreadable_count=0,
        )
        for name, size in paths.items()
    )
    assert _named(volumes=(system,), volume_contents=contents, volumes_too=False) == ["C:\\Backups"]


def test_certificate_with_a_key_counts_unless_it_lies_on_both_disks_or_is_the_hosts_own() -> None:
    """A private key that is nowhere else is lost for ever."""
    host = inventory().host.name
    made = {"friendly_name": "", "not_before": NOW, "not_after": NOW}
    certificates = (
        Certificate(store="My", thumbprint="AA", subject="CN=files.example.test", has_private_key=True, **made),
        Certificate(store="My", thumbprint="BB", subject=f"CN={host}", has_private_key=True, **made),
        Certificate(store="My", thumbprint="CC", subject="CN=root", has_private_key=False, **made),
        Certificate(
            store="Shielded VM Local Certificates", thumbprint="dd", subject="CN=x", has_private_key=True, **made
        ),
    )
    assert _named(certificates=certificates, saved=("DD",)) == ["certificate AA"]


FOUND = (
    OtherData(kind="path", what="E:\\Scans\\2025"),
    OtherData(kind="path", what="E:\\ISO"),
    OtherData(kind="local-user", what="local-user backup"),
)


def _left(*cleared: str) -> list[str]:
    entries = [Cleared(what=what, person="K. Berg", reason="kept elsewhere") for what in cleared]
    return [one.what for one in not_cleared(FOUND, entries)]


def test_cleared_by_name_by_folder_or_by_kind() -> None:
    """A person may clear one thing, a folder with all below it, or all of a kind; nothing else goes with it."""
    assert _left() == [one.what for one in FOUND]
    assert _left("e:\\iso") == ["E:\\Scans\\2025", "local-user backup"]
    assert _left("E:\\Scans") == ["E:\\ISO", "local-user backup"]
    assert _left("local-user *") == ["E:\\Scans\\2025", "E:\\ISO"]
    assert _left("E:\\Sca") == [one.what for one in FOUND]
