"""Running virtual machines hold their disks, as Hyper-V's worker processes do."""

import sys
from pathlib import Path
from typing import BinaryIO

from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import World

if sys.platform != "win32":
    import fcntl

_HOLDING = {"Running", "Paused", "Starting", "Stopping", "Saving", "Resuming"}


class HeldDisks:
    """Locks on the disks of VMs that run; `renew` after every change of the world. Holds nothing on Windows."""

    def __init__(self) -> None:
        self._held: dict[Path, BinaryIO] = {}

    def renew(self, world: World) -> None:
        """Let go of what no VM uses any more, take hold of what one uses now."""
        wanted = _used(world)
        for real in [real for real in self._held if real not in wanted]:
            self._held.pop(real).close()
        for real in wanted - set(self._held):
            self._hold(real)

    def close(self) -> None:
        """Let go of everything."""
        for held in self._held.values():
            held.close()
        self._held.clear()

    def _hold(self, real: Path) -> None:
        if sys.platform == "win32":
            return
        held = real.open("rb")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Somebody else has it already (an action of a person): for whoever asks it is locked all the same.
            held.close()
        else:
            self._held[real] = held


def _used(world: World) -> set[Path]:
    """Give the leaves only: a parent is opened to be read, which does not keep other readers out."""
    found = set()
    for host in world.hosts.values():
        files = HostFiles(host)
        for vm in host.vms:
            for drive in vm.hard_disk_drives if vm.state in _HOLDING else ():
                entry = None if drive.path is None else files.find(drive.path)
                if entry is not None:
                    found.add(entry.real)
    return found
