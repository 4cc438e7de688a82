"""The disks of a running VM are locked, those of others are not."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import World
from migrator.lab.world.running import HeldDisks
from migrator.lab.world.scenario import ADDRESS, load_scenario

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no flock")


@pytest.fixture
def held() -> Iterator[HeldDisks]:
    """Hold disks for one test."""
    made = HeldDisks()
    yield made
    made.close()


def locked(world: World) -> set[str]:
    """Name the VMs whose first disk is locked."""
    host = world.hosts[ADDRESS]
    files = HostFiles(host)
    return {vm.name for vm in host.vms if files.is_locked(files.entry(str(vm.hard_disk_drives[0].path)))}


def test_running_ones_are_locked_until_they_are_off(tmp_path: Path, held: HeldDisks) -> None:
    """The lock follows the state."""
    world = load_scenario("small", tmp_path)
    assert locked(world) == set()
    held.renew(world)
    assert locked(world) == {"dc01", "files"}
    world.hosts[ADDRESS].vms[0].state = "Off"
    world.hosts[ADDRESS].vms[2].state = "Running"
    held.renew(world)
    assert locked(world) == {"files", "web"}


def test_a_parent_stays_readable(tmp_path: Path, held: HeldDisks) -> None:
    """Only the differencing disk that is written to keeps readers out."""
    world = load_scenario("company", tmp_path)
    held.renew(world)
    host = world.hosts[ADDRESS]
    files = HostFiles(host)
    (erp,) = (vm for vm in host.vms if vm.name == "ERP")
    leaf = files.entry(str(erp.hard_disk_drives[0].path))
    declared = files.virtual_disk(leaf)
    assert declared is not None
    assert files.is_locked(leaf)
    assert not files.is_locked(files.entry(str(declared.parent_path)))
