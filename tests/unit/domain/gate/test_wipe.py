"""The wipe gate is open only where everything that would be lost lies elsewhere, proven."""

from typing import Any

import pytest

from migrator.domain.config_gate import OneDisk
from migrator.domain.gate.other_data import OtherData
from migrator.domain.gate.wipe import DiskLook, Lost, WipeLook, findings, rests_on_one_disk
from migrator.domain.inventory.virtual_machine import VMState
from tests.unit.domain.builders import APP_ID, DC_ID, vm

OFF = (vm(DC_ID, "dc01", state=VMState.OFF), vm(APP_ID, "app", state=VMState.OFF))


def _disk(name: str, **changes: Any) -> DiskLook:
    told: dict[str, Any] = {"lost": None, "is_there": True, "epoch": 1, "not_proven": (), "journal_is_whole": True}
    return DiskLook.model_validate({"name": name, **told, **changes})


GOOD = WipeLook(
    source="hv01",
    expected=OFF,
    there=OFF,
    left_out=(),
    changed_files={},
    compared=True,
    disks=(_disk("a"), _disk("b")),
    epoch=1,
    one_disk=None,
    not_saved=(),
    not_cleared=(),
    program_on_host=False,
)
STARTED = (OFF[0], vm(APP_ID, "app", state=VMState.RUNNING))
FELL = Lost(disk="b", person="K. Berg", reason="fell down")
AWAY = _disk("b", is_there=False, epoch=None, journal_is_whole=False)


def _rules(**changes: Any) -> list[str]:
    return [f"{one.rule} {one.subject.id}" for one in findings(GOOD.model_copy(update=changes))]


def test_open_when_all_is_off_proven_and_covered() -> None:
    """Nothing is asked for that does not protect something."""
    assert _rules() == []


@pytest.mark.parametrize(
    ("changes", "closed_by"),
    [
        ({"there": STARTED}, f"gate.vm-not-off {APP_ID}"),
        ({"there": (OFF[0], vm(APP_ID, "app", state=VMState.SAVED))}, f"gate.vm-not-off {APP_ID}"),
        ({"there": OFF[:1]}, f"gate.vm-missing {APP_ID}"),
        ({"expected": OFF[:1]}, f"gate.vm-not-covered {APP_ID}"),
        ({"changed_files": {str(APP_ID): ("D:\\VMs\\app\\app.vhdx",)}}, f"gate.source-changed {APP_ID}"),
        ({"compared": False}, "gate.source-not-compared source"),
        ({"disks": (_disk("a"), AWAY)}, "gate.disk-away disk/b"),
        ({"disks": (_disk("a"), _disk("b", lost=FELL))}, "gate.disk-lost disk/b"),
        ({"disks": (_disk("a", epoch=2), _disk("b"))}, "gate.disk-of-other-epoch disk/a"),
        (
            {"disks": (_disk("a", not_proven=("close-bag/disk/a",)), _disk("b"))},
            "gate.disk-not-proven disk/a",
        ),
        ({"disks": (_disk("a"), _disk("b", journal_is_whole=False))}, "gate.journal-not-on-disk disk/b"),
        ({"not_saved": ("AB12",)}, "gate.certificate-not-saved AB12"),
        ({"not_cleared": (OtherData(kind="path", what="E:\\Scans", size_bytes=5),)}, "gate.other-data E:\\Scans"),
        ({"program_on_host": True}, "gate.program-on-host source"),
    ],
)
def test_each_reason_alone_keeps_it_closed(changes: dict[str, Any], closed_by: str) -> None:
    """A virtual machine that runs, a changed file, a missing disk, data of others: each one is enough, and is named."""
    assert _rules(**changes) == [closed_by]


def test_machine_that_a_person_leaves_behind_closes_nothing() -> None:
    """By name as well as by id: it was decided."""
    assert _rules(expected=OFF[:1], left_out=("APP",)) == []
    assert _rules(expected=OFF[:1], left_out=(str(APP_ID),)) == []


def test_one_disk_is_enough_only_where_a_person_decided_so_before() -> None:
    """With a name and a reason; and the one that is there has to be good itself."""
    decided = OneDisk(allowed=True, person="K. Berg", reason="B died on Saturday")
    assert _rules(disks=(_disk("a"), AWAY), one_disk=decided) == []
    refused = decided.model_copy(update={"allowed": False})
    assert _rules(disks=(_disk("a"), AWAY), one_disk=refused) == ["gate.disk-away disk/b"]
    bad = _disk("a", not_proven=("prove-copy/vm-and-disk/7c10de44/a",))
    assert _rules(disks=(bad, AWAY), one_disk=decided) == ["gate.disk-not-proven disk/a", "gate.disk-away disk/b"]


def test_what_rests_on_one_disk_is_said_and_nothing_else() -> None:
    """Where both are good the decision was not needed, and no report speaks of it."""
    decided = OneDisk(allowed=True, person="K. Berg", reason="B died on Saturday")
    lost = _disk("b", lost=FELL)
    assert rests_on_one_disk(GOOD.model_copy(update={"one_disk": decided})) is None
    assert rests_on_one_disk(GOOD.model_copy(update={"one_disk": decided, "disks": (_disk("a"), lost)})) == decided
    assert _rules(disks=(_disk("a"), lost), one_disk=decided) == []


def test_a_disk_whose_sample_was_bad_keeps_the_gate_shut() -> None:
    """What was proven on Friday counts no more where one place of it is bad today."""
    assert _rules(disks=(_disk("a", bad_sample=("D:\\VMs\\app\\app.vhdx",)), _disk("b"))) == [
        "gate.disk-gone-bad disk/a"
    ]
