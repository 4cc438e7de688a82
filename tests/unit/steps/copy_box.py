"""A box whose scheduler copies, for the steps that copy out and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from migrator.journal.words import Truth
from migrator.lab.tasks.copy_queue import CopyQueue
from migrator.lab.world.model import PhysicalDisk, Volume
from migrator.steps.driver import CheckAnswer
from migrator.steps.situation import Situation
from tests.unit.steps.rehearsal_box import Box

VM: Final = "copy-vm/vm/"


class CopyBox(Box):
    """A box whose scheduler works, with its external disks plugged in."""

    def __init__(self, folder: Path, configure: Callable[[dict[str, object]], None] = lambda _: None) -> None:
        super().__init__("small", folder, configure)
        self.meanwhile: list[Callable[[], None]] = []
        self.queue = CopyQueue(self.world, wait=self._wait)
        self.queue.install(self.host)
        self.session.work = self.queue
        for disk in list(self.world.shelf):
            self.world.plug(disk, self.host)
        for vm in self.host.vms:
            vm.state = "Off"

    def _wait(self, _seconds: float) -> None:
        while self.meanwhile:
            self.meanwhile.pop()()

    def volume(self, label: str) -> Volume:
        """Give an external disk's volume by its label, wherever it is."""
        disks = [*self.host.disks, *self.world.shelf]
        return next(volume for disk in disks for volume in disk.volumes if volume.label == label)

    def disk(self, label: str) -> PhysicalDisk:
        """Give the disk of that volume."""
        return next(disk for disk in [*self.host.disks, *self.world.shelf] if self.volume(label) in disk.volumes)

    def done(self, start: str) -> CheckAnswer:
        """Take a step to the end of what the host does for it, and check it."""
        self.apply(start)
        assert self.queue.wait_until_idle(60)
        return self.check(start)

    def mark_both(self) -> None:
        """Answer which disk is which, and mark them."""
        for name, label in (("a", "DISK-A"), ("b", "DISK-B")):
            self.answers[f"external-disk/disk/{name}"] = self.volume(label).unique_id
            self.apply(f"mark-disk/disk/{name}")

    def copied(self) -> None:
        """Copy the first machine to both disks."""
        self.mark_both()
        assert self.done(VM).truth is Truth.TRUE

    def rebuild(self) -> None:
        """Prove and close both copies, then wipe the box; disk A is plugged into the new one, B lies on the shelf."""
        for step in [step.id for step in self.plan.steps if step.text == "prove-copy"][:2]:
            assert self.done(step).truth is Truth.TRUE
        for disk in "ab":
            assert self.done(f"close-bag/disk/{disk}").truth is Truth.TRUE
        self.world.unplug(self.disk("DISK-A"))
        self.world.unplug(self.disk("DISK-B"))
        self.hands.rebuild()
        self.queue.install(self.host)
        self.world.plug(self.disk("DISK-A"), self.host)

    def payload(self, label: str) -> list[Path]:
        """Give the copied files on a disk, the largest first."""
        found = [path for path in (self.volume(label).root / "migrator-box" / "data").rglob("*") if path.is_file()]
        return sorted(found, key=lambda path: (-path.stat().st_size, path.name))

    def spoil(self, label: str) -> None:
        """Turn a byte of the largest copied file around."""
        path = self.payload(label)[0]
        content = bytearray(path.read_bytes())
        content[5000] ^= 0xFF
        path.write_bytes(content)

    def situation(self, start: str) -> Situation:
        """Give the situation of a step."""
        return self._at(start)
