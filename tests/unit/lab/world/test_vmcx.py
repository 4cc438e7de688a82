"""What a lab's configuration file says of its virtual machine is enough to register it on another host."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from migrator.lab.world.model import Vm
from migrator.lab.world.placing import place_of
from migrator.lab.world.scenario import load_scenario
from migrator.lab.world.vmcx import (
    NotConfiguration,
    configuration_path,
    read_configuration,
    save_configuration,
    write_configuration,
)


def machines(folder: Path, scenario: str = "unpleasant") -> list[Any]:
    """All VMs of a scenario with their hosts."""
    world = load_scenario(scenario, folder, 7)
    return [(host, vm) for host in world.hosts.values() for vm in host.vms]


def at_rest(vm: Vm) -> Vm:
    """Take away what only a running one has."""
    state = "Saved" if vm.state == "Saved" else "Off"
    memory = replace(vm.memory, assigned_bytes=None)
    return replace(vm, state=state, uptime=type(vm.uptime)(), memory=memory, status=None)


def test_every_machine_of_a_scenario_is_read_back_from_its_file(tmp_path: Path) -> None:
    """Nothing that is set on a VM is lost on the way through its configuration file, names of any kind included."""
    for host, vm in machines(tmp_path):
        content = place_of(host.volumes, configuration_path(vm)).real.read_bytes()
        assert read_configuration(content) == at_rest(vm)


def test_same_machine_gives_same_bytes(tmp_path: Path) -> None:
    """A VM that nobody changed has an unchanged file: a copy is not called stale for nothing."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = [write_configuration(vm) for _, vm in machines(tmp_path / "a")]
    assert first == [write_configuration(vm) for _, vm in machines(tmp_path / "b")]


def test_a_saved_change_stands_in_the_file(tmp_path: Path) -> None:
    """What a cmdlet changed goes with the copied folder; what did not change keeps its time of writing."""
    host, vm = machines(tmp_path)[0]
    real = place_of(host.volumes, configuration_path(vm)).real
    before = real.stat().st_mtime_ns
    save_configuration(host, vm)
    assert real.stat().st_mtime_ns == before
    vm.automatic_start_action = "Nothing"
    save_configuration(host, vm)
    assert read_configuration(real.read_bytes()).automatic_start_action == "Nothing"


@pytest.mark.parametrize("place", [0, 30, 200], ids=["mark", "head", "text"])
def test_damaged_file_is_no_configuration(tmp_path: Path, place: int) -> None:
    """One flipped byte is noticed, not imported as something else."""
    _, vm = machines(tmp_path)[0]
    content = bytearray(write_configuration(vm))
    content[place] ^= 1
    with pytest.raises(NotConfiguration):
        read_configuration(bytes(content))
