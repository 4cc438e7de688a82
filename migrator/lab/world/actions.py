"""What a person does behind the controller's back: the only way a world changes without a cmdlet."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from inspect import isfunction
from pathlib import Path
from typing import BinaryIO, TypeVar

from migrator.lab.world.drive import HostFiles
from migrator.lab.world.host_building import build_host
from migrator.lab.world.model import Event, Host, PhysicalDisk, Vm, Volume, World
from migrator.lab.world.placing import place_of
from migrator.lab.world.scenario import ADDRESS, DESTINATION, reckon_free_space
from migrator.lab.world.scenario_schema import Scenario
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.vhdx import change_data_write_guid

if sys.platform != "win32":
    import fcntl

_Found = TypeVar("_Found")


class ActionRefused(Exception):
    """What was asked for cannot be done in this world; the text says why."""


@dataclass
class Person:
    """Hands and eyes at the box; every method is an action of `migrator lab do`."""

    world: World
    scenario: Scenario
    folder: Path
    rebuilt: int = 0
    started: int = 0
    _held: dict[str, BinaryIO] = field(default_factory=dict)
    _aside: tuple[Host, list[PhysicalDisk]] | None = None
    """The old host, and its disks that did not go into the rebuilt box: the system's as it was, the others wiped."""

    def rebuild(self) -> str:
        """Wipe the box and set it up anew: a stranger answers at the old address; its disks are new or survive by `keeps`."""
        if DESTINATION in self.world.hosts:
            raise ActionRefused("the new host stands beside the old one: nothing is rebuilt")
        old = self._host()
        self.rebuilt += 1
        identity = f"rebuilt-{self.rebuilt}"
        new = build_host(self.scenario.destination, Seeding(self.world.seed), identity, self.folder)
        aside: list[PhysicalDisk] = []
        for disk in list(old.disks):
            survives = any(v.drive_letter in self.scenario.keeps for v in disk.volumes if v.drive_letter is not None)
            if disk.bus_type == "USB" or survives:
                self.world.plug(disk, new)
            else:
                aside.append(disk)
                if not any(volume.is_system for volume in disk.volumes):
                    _scrap(disk)
        # The first one: whoever rebuilds twice still has the disks of the beginning.
        self._aside = self._aside or (old, aside)
        new.installed_at = new.booted_at = self.world.now
        reckon_free_space(new, self.scenario.destination)
        self.world.hosts[ADDRESS] = new
        return f"{new.name}, {new.release}, at the address of {old.name}"

    def restore_old(self) -> str:
        """Put the old board and the old system disks back in; arrays that were wiped are there, formatted and empty."""
        if self._aside is None:
            raise ActionRefused("the box was not rebuilt: the old disks are in it")
        new, (old, aside) = self._host(), self._aside
        for disk in list(new.disks):
            if disk.bus_type == "USB" or any(v.drive_letter in self.scenario.keeps for v in disk.volumes):
                self.world.plug(disk, old)
            else:
                _scrap(disk)
        for disk in aside:
            _formatted(disk)
        # What the old system knows comes first, so that its letters are free again.
        old.disks = [*aside, *(disk for disk in old.disks if not any(disk is one for one in aside))]
        old.booted_at = self.world.now
        self.world.hosts[ADDRESS], self._aside = old, None
        return f"{old.name}, {old.release}, is back at its address"

    @property
    def has_old_host(self) -> bool:
        """Whether the box is as it was before the rebuild."""
        return self._aside is None

    def plug(self, *, disk: str) -> str:
        """Take a disk from the shelf and plug it into the host: the old one, where both stand there."""
        found = self._disk(disk, self.world.shelf)
        self.world.plug(found, self._host())
        return f"disk {found.number}: {_letters(found)}"

    def plug_into_new(self, *, disk: str) -> str:
        """Take a disk from the shelf and plug it into the new host, where both stand there; else into the only one."""
        found = self._disk(disk, self.world.shelf)
        self.world.plug(found, self.world.hosts.get(DESTINATION, self._host()))
        return f"disk {found.number}: {_letters(found)}"

    def unplug(self, *, disk: str) -> str:
        """Eject a disk properly and put it on the shelf."""
        found = self._disk(disk, [one for host in self.world.hosts.values() for one in host.disks])
        self.world.unplug(found)
        return f"{found.friendly_name} lies on the shelf"

    def pull(self, *, disk: str) -> str:
        """Pull a disk out while it works: the system log has disk event 157."""
        host = self._host()
        found = self._disk(disk, host.disks)
        text = f"Disk {found.number} has been surprise removed."
        host.events.append(Event("disk", 157, 3, self.world.now, text))
        self.world.unplug(found)
        return text

    def corrupt(self, *, path: str, offset: int = 0) -> str:
        """Turn one byte of a file around; size and times stay as they were."""
        place = place_of(self._host().volumes, path)
        if not place.real.is_file():
            raise ActionRefused(f"there is no file {path}")
        status = place.real.stat()
        with place.real.open("r+b") as file:
            file.seek(offset)
            byte = file.read(1)
            if not byte:
                raise ActionRefused(f"{path} has {status.st_size} bytes")
            file.seek(offset)
            file.write(bytes([byte[0] ^ 0xFF]))
        os.utime(place.real, ns=(status.st_atime_ns, status.st_mtime_ns))
        return f"byte {offset} of {path}"

    def uncompress(self, *, path: str) -> str:
        """Take the attribute `Compressed` off a file, as `compact /U` does."""
        place = place_of(self._host().volumes, path)
        declared = place.volume.files.get(place.key)
        if declared is None or "Compressed" not in declared.attributes:
            raise ActionRefused(f"{path} is not compressed")
        declared.attributes = tuple(one for one in declared.attributes if one != "Compressed")
        return f"{path} is uncompressed"

    def set_clock(self, *, to: datetime | None = None, host_offset_s: float | None = None) -> str:
        """Set the world's time, or how far the host's own clock is off."""
        if to is not None:
            self.world.now = to if to.tzinfo is not None else to.replace(tzinfo=UTC)
        if host_offset_s is not None:
            self._host().clock_offset_s = host_offset_s
        return self.world.now.isoformat()

    def start_vm(self, *, vm: str) -> str:
        """Start a VM: its disks' DataWriteGuid changes, as with a guest's first write."""
        host, found = self._host(), self._vm(vm)
        found.state, found.uptime = "Running", timedelta(seconds=30)
        for drive in found.hard_disk_drives:
            entry = None if drive.path is None else HostFiles(host).find(drive.path)
            if entry is not None:
                self._written(entry.real)
        return f"{found.name} runs"

    def stop_vm(self, *, vm: str) -> str:
        """Shut a VM down."""
        found = self._vm(vm)
        found.state, found.uptime, found.memory.assigned_bytes = "Off", timedelta(), None
        return f"{found.name} is off"

    def lock_file(self, *, path: str) -> str:
        """Hold a file open, as a virus scanner does."""
        real = place_of(self._host().volumes, path).real
        if not real.is_file():
            raise ActionRefused(f"there is no file {path}")
        held = real.open("r+b")
        if sys.platform != "win32":
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                held.close()
                raise ActionRefused(f"{path} is held already; a running VM holds its disks") from taken
        self._held[path.lower()] = held
        return f"{path} is held"

    def release_file(self, *, path: str) -> str:
        """Let go of a held file."""
        held = self._held.pop(path.lower(), None)
        if held is None:
            raise ActionRefused(f"nobody holds {path}")
        held.close()
        return f"{path} is free"

    def fill_volume(self, *, letter: str, free_bytes: int = 0) -> str:
        """Leave only so much free space on a volume."""
        self._volume(letter).free_bytes = free_bytes
        return f"{letter}: has {free_bytes} bytes free"

    def lose_volume(self, *, letter: str) -> str:
        """Let a volume go away while its disk stays."""
        self._volume(letter).present = False
        return f"{letter}: is gone"

    def rename_adapter(self, *, old: str, new: str) -> str:
        """Rename a physical network adapter; what is bound to it stays bound."""
        host = self._host()
        adapter = next((a for a in host.adapters if a.name.lower() == old.lower()), None)
        if adapter is None:
            raise ActionRefused(f"there is no adapter {old}")
        for switch in host.switches:
            switch.adapters = tuple(new if name == adapter.name else name for name in switch.adapters)
        for team in host.lbfo_teams:
            team.members = tuple(new if name == adapter.name else name for name in team.members)
        if adapter.name in host.addresses:
            host.addresses[new] = host.addresses.pop(adapter.name)
        adapter.name = new
        return f"{old} is now {new}"

    def remove_module(self, *, module: str = "Hyper-V") -> str:
        """Take a PowerShell module off the host."""
        self._host().faults.missing_modules.add(module)
        return f"module {module} is gone"

    def remove_cmdlet(self, *, command: str) -> str:
        r"""Take a cmdlet off the host: `Hyper-V\Get-VMSecurity`."""
        self._host().faults.missing_commands.add(command)
        return f"{command} is gone"

    def rename_property(self, *, command: str, old: str, new: str) -> str:
        """Let the objects of a cmdlet have a property under another name."""
        self._host().faults.renamed_properties.setdefault(command, {})[old] = new
        return f"{command}: {old} is now {new}"

    def slow(self, *, command: str, seconds: float) -> str:
        """Let a cmdlet take its time."""
        self._host().faults.slow_s[command] = seconds
        return f"{command} takes {seconds} s"

    def _host(self) -> Host:
        return self.world.hosts[ADDRESS]

    def _vm(self, name: str) -> Vm:
        found = [vm for vm in self._host().vms if name.lower() in {vm.name.lower(), str(vm.id)}]
        return _only(found, f"virtual machine {name}")

    def _volume(self, letter: str) -> Volume:
        found = [v for v in self._host().volumes if v.drive_letter == letter.rstrip(":\\").upper()]
        return _only(found, f"volume {letter}")

    def _disk(self, name: str, among: list[PhysicalDisk]) -> PhysicalDisk:
        there = ", ".join(disk.friendly_name for disk in among) or "none"
        return _only([disk for disk in among if name.lower() in _names(disk)], f"disk {name} there, only: {there}")

    def _written(self, real: Path) -> None:
        self.started += 1
        seeding = Seeding(self.world.seed)
        if real.suffix.lower() in {".vhdx", ".avhdx"}:
            mark = (real.name, str(self.started))
            change_data_write_guid(real, seeding.guid("data-write", *mark), seeding.guid("file-write", *mark))
        os.utime(real, (self.world.now.timestamp(), self.world.now.timestamp()))


def actions_of(hands: object) -> dict[str, Callable[..., str]]:
    """Return the actions of an object, or of a class, by the names people type (`set-clock`)."""
    owner = hands if isinstance(hands, type) else type(hands)
    names = [name for name, member in vars(owner).items() if not name.startswith("_") and isfunction(member)]
    return {name.replace("_", "-"): getattr(hands, name) for name in names}


def _names(disk: PhysicalDisk) -> set[str]:
    names = {str(disk.number), disk.friendly_name, disk.serial_number or ""}
    for volume in disk.volumes:
        names |= {volume.label, volume.drive_letter or "", f"{volume.drive_letter}:", volume.unique_id}
    return {name.lower() for name in names if name}


def _letters(disk: PhysicalDisk) -> str:
    return ", ".join(f"{volume.drive_letter}: {volume.label}" for volume in disk.volumes)


def _only(found: list[_Found], what: str) -> _Found:
    if len(found) != 1:
        raise ActionRefused(f"there is no {what}" if not found else f"there are {len(found)} of {what}")
    return found[0]


def _formatted(disk: PhysicalDisk) -> None:
    """Make wiped volumes anew where their files are gone."""
    for volume in disk.volumes:
        if not volume.root.is_dir():
            volume.root.mkdir(parents=True)
            volume.files.clear()
            volume.virtual_disks.clear()


def _scrap(disk: PhysicalDisk) -> None:
    for volume in disk.volumes:
        shutil.rmtree(volume.root)
