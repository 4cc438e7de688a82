"""What a rehearsal host says of a copied configuration, and what importing it does, is what Hyper-V says and does."""

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.world.model import Host, Vm, World
from migrator.lab.world.placing import place_of
from migrator.lab.world.scenario import load_scenario
from migrator.lab.world.vm_life import switch_off
from migrator.lab.world.vmcx import configuration_path

HYPERV = "Hyper-V\\"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Load the small scenario; its first VM is off."""
    loaded = load_scenario("small", tmp_path, 7)
    for vm in host_of(loaded).vms:
        switch_off(vm)
    return loaded


def host_of(world: World) -> Host:
    """Give the source host."""
    return next(iter(world.hosts.values()))


@pytest.fixture
def cmdlets(world: World) -> HostCmdlets:
    """Give the cmdlets of the host."""
    return HostCmdlets(world, host_of(world))


def leave(world: World) -> Vm:
    """Take the first VM off the host's register; its files stay."""
    return host_of(world).vms.pop(0)


def report(cmdlets: HostCmdlets, vm: Vm) -> PsObject:
    """Compare it in place."""
    return cmdlets(f"{HYPERV}Compare-VM", Path=configuration_path(vm))[0]


def findings(one: PsObject) -> Iterator[PsObject]:
    """Give its incompatibilities."""
    found = one["Incompatibilities"]
    assert isinstance(found, list)
    for item in found:
        assert isinstance(item, PsObject)
        yield item


def test_a_fitting_machine_is_registered_with_its_own_id(world: World, cmdlets: HostCmdlets) -> None:
    """Import in place gives back the VM that left, and no planned one stays."""
    vm = leave(world)
    expected = copy.deepcopy(vm)
    one = report(cmdlets, vm)
    assert list(findings(one)) == []
    cmdlets(f"{HYPERV}Import-VM", CompatibilityReport=one)
    imported = next(other for other in host_of(world).vms if other.id == vm.id)
    assert imported == expected
    assert host_of(world).planned == []


def test_a_missing_switch_is_found_and_connecting_cures_it(world: World, cmdlets: HostCmdlets) -> None:
    """33012 stands on the adapter; the same report, compared again, is clean."""
    vm = leave(world)
    host_of(world).switches[0].name = "Other"
    one = report(cmdlets, vm)
    found = list(findings(one))
    assert [item["MessageId"] for item in found] == [33012]
    with pytest.raises(PsError, match="configuration errors"):
        cmdlets(f"{HYPERV}Import-VM", CompatibilityReport=one)
    cmdlets(f"{HYPERV}Connect-VMNetworkAdapter", VMNetworkAdapter=found[0]["Source"], SwitchName="Other")
    again = cmdlets(f"{HYPERV}Compare-VM", CompatibilityReport=one)[0]
    assert list(findings(again)) == []


def test_a_registered_id_is_refused(world: World, cmdlets: HostCmdlets) -> None:
    """Nothing is registered twice, not even as a plan."""
    with pytest.raises(PsError, match="same identifier"):
        report(cmdlets, host_of(world).vms[0])
    assert host_of(world).planned == []


def test_a_version_that_the_host_lacks_gives_no_report(world: World, cmdlets: HostCmdlets) -> None:
    """The words are those of a host that finds nothing to import."""
    vm = leave(world)
    host_of(world).hyperv.supported_versions = ["12.0"]
    with pytest.raises(PsError, match="32784"):
        report(cmdlets, vm)


def test_a_copy_compares_beside_its_original(world: World, cmdlets: HostCmdlets) -> None:
    """With a new id nothing collides, and without a folder given its disks still are the originals: the trap."""
    vm = host_of(world).vms[0]
    original = place_of(host_of(world).volumes, configuration_path(vm)).real
    copied = place_of(host_of(world).volumes, f"D:\\Copy\\Virtual Machines\\{original.name}").real
    copied.parent.mkdir(parents=True)
    shutil.copyfile(original, copied)
    path = f"D:\\Copy\\Virtual Machines\\{original.name}"
    one = cmdlets(f"{HYPERV}Compare-VM", Path=path, Copy=True, GenerateNewId=True)[0]
    machine = one["VM"]
    assert isinstance(machine, PsObject)
    assert machine["Id"] != vm.id
    drives = machine["HardDrives"]
    assert isinstance(drives, list)
    assert [item["Path"] for item in drives if isinstance(item, PsObject)] == [d.path for d in vm.hard_disk_drives]
    cmdlets(f"{HYPERV}Remove-VM", VM=machine, Force=True)
    assert host_of(world).planned == []
    assert vm in host_of(world).vms
    assert original.is_file()


def test_removing_a_real_machine_deletes_its_configuration(world: World, cmdlets: HostCmdlets) -> None:
    """Windows takes the configuration files with it and leaves the disks."""
    vm = host_of(world).vms[0]
    volumes = host_of(world).volumes
    machine = cmdlets(f"{HYPERV}Get-VM", Id=vm.id)[0]
    cmdlets(f"{HYPERV}Remove-VM", VM=machine, Force=True)
    assert not place_of(volumes, configuration_path(vm)).real.exists()
    assert all(place_of(volumes, d.path or "").real.is_file() for d in vm.hard_disk_drives)
