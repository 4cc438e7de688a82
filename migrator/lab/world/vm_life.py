"""The life of a virtual machine: what starting, stopping and time do to it and its files."""

import os
from datetime import timedelta
from pathlib import Path

from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import Coming, Host, Vm, World, named_guid
from migrator.lab.world.vhdx import NotVhdx, change_data_write_guid, read_data_write_guid
from migrator.lab.world.vm_exporting import export_into
from migrator.lab.world.vm_merging import merge_into_base
from migrator.lab.world.vm_moving import move_into
from migrator.lab.world.vmcx import save_configuration

EXPORTED, MERGED, MOVED, OFF, UP = "exported", "merged", "moved", "off", "up"
_VHDX = frozenset({".vhdx", ".avhdx"})


def pass_a_look(world: World, host: Host, vm: Vm) -> None:
    """Let what is coming come one look nearer."""
    if vm.coming is None:
        return
    if vm.coming.looks > 0:
        vm.coming.looks -= 1
        return
    what, to, vm.coming = vm.coming.what, vm.coming.to, None
    if what == OFF:
        switch_off(vm)
    elif what == MERGED:
        merge(world, host, vm)
    elif what == MOVED:
        move_into(host, vm, to, world.seed)
    elif what == EXPORTED:
        export_into(host, vm, to)
        return  # nothing of it has changed
    save_configuration(host, vm)


def expect(world: World, host: Host, vm: Vm, what: str, looks: int, *, to: str = "") -> None:
    """Let something begin that is there after so many looks; at once for none."""
    vm.coming = Coming(what, looks - 1 if looks else 0, to)
    if looks == 0:
        pass_a_look(world, host, vm)


def is_up(vm: Vm) -> bool:
    """Tell whether the guest inside has come up."""
    return vm.state == "Running" and (vm.coming is None or vm.coming.what not in {UP, OFF})


def switch_off(vm: Vm) -> None:
    """Make it off, at rest."""
    vm.state, vm.uptime, vm.memory.assigned_bytes = "Off", timedelta(), None


def switch_on(world: World, host: Host, vm: Vm) -> None:
    """Make it run: the guest writes to its disks."""
    vm.state, vm.uptime, vm.memory.assigned_bytes = "Running", timedelta(), vm.memory.startup_bytes
    files = HostFiles(host)
    for drive in vm.hard_disk_drives:
        entry = None if drive.path is None else files.find(drive.path)
        if entry is not None:
            write_as_guest(world, entry.real)
    if vm.boot_looks:
        expect(world, host, vm, UP, vm.boot_looks)


def write_as_guest(world: World, disk: Path) -> None:
    """Do what a guest's first write does: another DataWriteGuid, another time; what is no disk gets the time only."""
    if disk.suffix.lower() in _VHDX and is_vhdx(disk):
        before = str(read_data_write_guid(disk))
        change_data_write_guid(
            disk,
            named_guid(world.seed, "data-write", disk.name, before),
            named_guid(world.seed, "file-write", disk.name, before),
        )
    os.utime(disk, (world.now.timestamp(), world.now.timestamp()))


def is_vhdx(disk: Path) -> bool:
    """Tell whether the file is what its suffix says."""
    try:
        read_data_write_guid(disk)
    except NotVhdx:
        return False
    return True


def merge(world: World, host: Host, vm: Vm) -> None:
    """Bring each disk of a machine without checkpoints back into one file."""
    for base in merge_into_base(host, vm):
        write_as_guest(world, base)
