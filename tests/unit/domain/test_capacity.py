"""Room is asked for what moves, all of it, once."""

import pytest

from migrator.domain.capacity import RESERVE_BYTES, disk_needs, moving_files, vm_bytes, volume_needs
from migrator.domain.destination import DeclaredVolume
from migrator.domain.inventory.disks import VhdType
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Fit
from tests.unit.domain.builders import APP_ID, DC_ID, GIB, config, destination, disk, drive, entry, inventory, path, vm

DC_DISK, APP_DISK, BASE = "D:\\VMs\\dc01\\dc01.vhdx", "D:\\VMs\\app\\app.vhdx", "E:\\Base\\base.vhdx"


def _two(*disks_more: object, **changes: object) -> Inventory:
    """Two machines with a disk each of 40 GiB that may grow to 100, and no other file."""
    return inventory(
        virtual_machines=(
            vm(DC_ID, "dc01", hard_disk_drives=(drive(DC_DISK),)),
            vm(APP_ID, "app", hard_disk_drives=(drive(APP_DISK),)),
        ),
        virtual_hard_disks=(
            disk(DC_DISK, DC_ID, **changes),
            disk(APP_DISK, APP_ID, **changes),
            *disks_more,
        ),
        folders=(),
    )


def test_what_stays_behind_needs_no_room() -> None:
    """A machine that was left out is on no disk, and is not counted for anybody."""
    decided = config(left_out=[{"vm": "app", "reason": "old", "person": "K. Berg"}])
    assert set(moving_files(_two(), decided)) == {path(DC_DISK)}
    assert vm_bytes(_two(), decided) == {DC_ID: 40 * GIB}
    assert disk_needs(_two(), decided)[0].needed_bytes == 40 * GIB + RESERVE_BYTES


def test_a_shared_parent_is_carried_once_and_belongs_to_both() -> None:
    """The external disk holds one copy; each machine's own forecast has it."""
    shared = _two(disk(BASE, DC_ID, APP_ID), parent_path=path(BASE), vhd_type=VhdType.DIFFERENCING)
    assert disk_needs(shared, config())[0].needed_bytes == 3 * 40 * GIB + RESERVE_BYTES
    assert vm_bytes(shared, None) == {DC_ID: 80 * GIB, APP_ID: 80 * GIB}


@pytest.mark.parametrize(("kind", "grown"), [(VhdType.DYNAMIC, 100 * GIB), (VhdType.FIXED, 40 * GIB)])
def test_only_disks_that_grow_may_need_more_later(kind: VhdType, grown: int) -> None:
    need = disk_needs(_two(vhd_type=kind), config())[0]
    assert (need.needed_bytes, need.needed_grown_bytes) == (80 * GIB + RESERVE_BYTES, 2 * grown + RESERVE_BYTES)


@pytest.mark.parametrize(
    ("size_gib", "fit"),
    [(None, Fit.UNKNOWN), (80, Fit.DOES_NOT_FIT), (150, Fit.FITS_UNLESS_DISKS_GROW), (400, Fit.FITS)],
)
def test_a_disk_too_small_is_said_before_anything_is_copied(size_gib: int | None, fit: Fit) -> None:
    decided = config()
    smaller = decided.external_disks.a.model_copy(update={"size_bytes": None if size_gib is None else size_gib * GIB})
    disks = decided.external_disks.model_copy(update={"a": smaller})
    assert disk_needs(_two(), decided.model_copy(update={"external_disks": disks}))[0].fit is fit


def test_a_file_in_a_home_is_counted_and_a_disk_listed_there_not_twice() -> None:
    listed = (entry("D:\\VMs\\dc01", "notes.txt", 5 * GIB), entry("D:\\VMs\\dc01", "dc01.vhdx", 40 * GIB))
    found = _two().model_copy(update={"folders": listed})
    assert vm_bytes(found, None)[DC_ID] == 45 * GIB


def test_a_volume_needs_what_lay_under_its_letter() -> None:
    shared = _two(disk(BASE, DC_ID), parent_path=path(BASE), vhd_type=VhdType.DIFFERENCING)
    needs = {need.place: need.needed_bytes for need in volume_needs(shared, config())}
    assert needs["volume/D"] == 80 * GIB + RESERVE_BYTES


def test_a_volume_to_which_nothing_comes_back_needs_no_room() -> None:
    """A row about the volume of the new Windows would only make people ask what of theirs lies there."""
    volumes = {letter: DeclaredVolume(size_bytes=GIB) for letter in "CD"}
    assert [need.place for need in volume_needs(_two(), destination(volumes=volumes))] == ["volume/D"]
