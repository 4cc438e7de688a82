"""People rehearse their own host: a captured inventory becomes a world with its names, ids and structure."""

from pathlib import Path

import pytest

from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import read_inventory
from migrator.lab.world.drive import HostFiles
from migrator.lab.world.from_inventory import scenario_of, scenario_text
from migrator.lab.world.model import World
from migrator.lab.world.scenario import ADDRESS, build_world, read_scenario

GOLDEN = Path(__file__).parents[3] / "golden" / "inventory-1.json"


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    """Read the golden inventory."""
    return read_inventory(GOLDEN.read_text(encoding="utf-8"), str(GOLDEN))


@pytest.fixture(scope="module")
def world(inventory: Inventory, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Build the world by way of the file that people may edit."""
    folder = tmp_path_factory.mktemp("captured")
    (folder / "scenario.yaml").write_text(scenario_text(scenario_of(inventory)), encoding="utf-8")
    return build_world(read_scenario(str(folder / "scenario.yaml")), folder / "world")


def test_the_host_is_the_same_one(inventory: Inventory, world: World) -> None:
    """Identity, release, hardware and settings are those of the captured host."""
    host, captured = world.hosts[ADDRESS], inventory.host
    assert (host.name, host.build, host.memory_bytes) == (captured.name, captured.os_build, captured.memory_bytes)
    assert str(host.machine_guid) == captured.machine_guid.lower()
    assert host.hyperv.virtual_machine_path == str(captured.hyperv.virtual_machine_path)
    assert {s.name: s.id for s in host.switches} == {s.name: s.id for s in inventory.switches}
    assert {s.name for s in host.services} == {s.name for s in inventory.services}
    assert {(c.store, c.thumbprint) for c in host.certificates} == {
        (c.store, c.thumbprint) for c in inventory.certificates
    }
    assert world.now == inventory.host.clock


def test_virtual_machines_keep_what_they_are(inventory: Inventory, world: World) -> None:
    """Id, version, state, drives, adapters, checkpoints: all as captured."""
    made = {vm.id: vm for vm in world.hosts[ADDRESS].vms}
    assert list(made) == [vm.id for vm in inventory.virtual_machines]
    for vm in inventory.virtual_machines:
        own = made[vm.id]
        assert (own.name, own.generation, own.version, own.state) == (vm.name, vm.generation, vm.version, vm.state)
        assert [d.path for d in own.hard_disk_drives] == [d.path and str(d.path) for d in vm.hard_disk_drives]
        assert [d.controller_location for d in own.hard_disk_drives] == [
            d.controller_location for d in vm.hard_disk_drives
        ]
        assert [a.mac_address for a in own.network_adapters] == [a.mac_address for a in vm.network_adapters]
        assert [a.vlan.access_vlan_id for a in own.network_adapters] == [
            a.vlan.access_vlan_id for a in vm.network_adapters
        ]
        assert own.processor.count == vm.processor.count
        assert own.memory.startup_bytes == vm.memory.startup_bytes
        assert {c.id for c in own.checkpoints} == {c.id for c in inventory.checkpoints if c.vm_id == vm.id}


def test_disk_files_are_there_with_their_declared_sizes(inventory: Inventory, world: World) -> None:
    """Every file that was found is a file here; what the host says of its size is as captured."""
    files = HostFiles(world.hosts[ADDRESS])
    found = [disk for disk in inventory.virtual_hard_disks if disk.found]
    assert found
    for disk in found:
        entry = files.entry(str(disk.path))
        declared = files.virtual_disk(entry)
        assert declared is not None
        assert (declared.size_bytes, entry.size_bytes) == (disk.size_bytes, disk.file_bytes)
        assert declared.parent_path == (None if disk.parent_path is None else str(disk.parent_path))
        assert disk.disk_identifier in {None, declared.identifier}


def test_a_disk_that_hyperv_would_not_read_has_the_size_of_its_file(inventory: Inventory) -> None:
    """Nothing else is known of it; a disk of no bytes would be readable and absurd."""
    first, *others = inventory.virtual_hard_disks
    refused = first.model_copy(update={"size_bytes": None, "error_id": "ObjectInUse", "file_bytes": 7 * 10**9})
    captured = inventory.model_copy(update={"virtual_hard_disks": (refused, *others)})
    (made,) = (disk for disk in scenario_of(captured).source.virtual_disks if disk.path == str(first.path))
    assert made.size == 7 * 10**9


def test_volumes_are_told_by_the_same_marks(inventory: Inventory, world: World) -> None:
    """Volume ids, letters, sizes and free space are as captured."""
    host = world.hosts[ADDRESS]
    made = {v.unique_id: (v.drive_letter, v.size_bytes, v.free_bytes) for v in host.volumes}
    for volume in inventory.volumes:
        assert made[volume.unique_id] == (volume.drive_letter, volume.size_bytes, volume.free_bytes)


def test_there_are_two_external_disks_to_rehearse_with(world: World) -> None:
    """Whether or not the captured host had any."""
    assert len([disk for disk in world.hosts[ADDRESS].disks if disk.bus_type == "USB"]) == 2


def test_a_disk_file_that_nobody_uses_is_there_too(inventory: Inventory, tmp_path: Path) -> None:
    """The rule that finds it finds it in the rehearsal as well."""
    entry = next(one for one in inventory.folders if not one.is_folder)
    unused = entry.model_copy(update={"relative_path": "left over.vhdx", "size_bytes": 7_000_000_000})
    more = inventory.model_copy(update={"folders": (*inventory.folders, unused)})
    world = build_world(scenario_of(more), tmp_path / "world")
    assert HostFiles(world.hosts[ADDRESS]).entry(f"{entry.root}\\left over.vhdx").size_bytes == 7_000_000_000
