"""A difference of two inventories is one short line in words that people use."""

import pytest

from migrator.domain.inventory_diff import Change, ChangeKind
from migrator.report.change_view import change_text


def change(section: str, field: str | None, before: str | None = None, after: str | None = None) -> Change:
    """Return a change of the thing `app`."""
    return Change(
        kind=ChangeKind.CHANGED,
        section=section,
        identity="app",
        name="app",
        field=field,
        before=before,
        after=after,
        noise=False,
    )


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (change("virtual_machines", None), "virtual machine app"),
        (
            change("virtual_hard_disks", "size_bytes", "4000000000000", "null"),
            "virtual hard disk app, size: 4.0 TB -> -",
        ),
        (
            change("virtual_machines", "memory.startup_bytes", "4294967296", "8589934592"),
            "virtual machine app, memory startup: 4 GiB -> 8 GiB",
        ),
        # Two sizes that are the same when rounded would look like no change.
        (
            change("physical_disks", "size_bytes", "2000398934016", "2000398934528"),
            "physical disk app, size: 2000398934016 -> 2000398934528",
        ),
        (
            change("virtual_machines", "integration_services.Heartbeat.enabled", "true", "false"),
            "virtual machine app, integration services Heartbeat enabled: yes -> no",
        ),
        (
            change("virtual_machines", "hard_disk_drives.SCSI 0:1", None, '{"path":"D:\\\\b.vhdx","shared":false}'),
            "virtual machine app, hard disk drives SCSI 0:1: - -> D:\\b.vhdx",
        ),
        (change("virtual_machines", "groups", "[]", '["A","B"]'), "virtual machine app, groups: - -> A, B"),
        (change("virtual_hard_disks", "found", "true", "false"), "virtual hard disk app is gone"),
    ],
)
def test_each_kind_of_value_is_said_as_people_say_it(told: Change, line: str) -> None:
    assert change_text(told) == line


def test_a_long_value_is_cut() -> None:
    """A page of notes does not push the other changes off the screen."""
    assert len(change_text(change("virtual_machines", "notes", '""', f'"{"x" * 5000}"'))) < 200
