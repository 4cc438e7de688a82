"""What goes wrong with disks beneath the file system: full, slow, with sectors that cannot be read; all of it can be mended."""

from dataclasses import dataclass

from migrator.lab.world.actions import ActionRefused
from migrator.lab.world.model import Host, Volume, World, relative_key
from migrator.lab.world.model_disk import UnreadablePart
from migrator.lab.world.placing import place_of
from migrator.lab.world.scenario import ADDRESS

_SECTOR_BYTES = 4096


@dataclass
class Damage:
    """Bad luck with disks; every method is an action of `migrator lab do`."""

    world: World

    def fill_disk(self, *, disk: str) -> str:
        """Leave no room on a volume, named by its letter."""
        self._volume(disk).faults.full = True
        return f"{disk} is full"

    def free_disk(self, *, disk: str) -> str:
        """Make room on a volume again."""
        self._volume(disk).faults.full = False
        return f"{disk} has room"

    def slow_disk(self, *, disk: str, seconds: float) -> str:
        """Let every read and write of a chunk take its time on a volume; 0 ends it."""
        self._volume(disk).faults.slow_s = seconds
        return f"{disk}: {seconds} s for each chunk"

    def bad_sector(self, *, path: str, offset: int = 0, size: int = _SECTOR_BYTES) -> str:
        """Let a part of a file be unreadable."""
        place = place_of(self._host().volumes, path)
        if not place.real.is_file():
            raise ActionRefused(f"there is no file {path}")
        place.volume.faults.unreadable.setdefault(relative_key(place.relative), []).append(UnreadablePart(offset, size))
        return f"{path} cannot be read from byte {offset} on"

    def keep_online(self, *, disk: str) -> str:
        """Let a disk refuse to be taken offline, as some on USB are said to."""
        self._volume(disk).faults.refuses_offline = True
        return f"{disk} does not go offline"

    def _host(self) -> Host:
        return self.world.hosts[ADDRESS]

    def _volume(self, name: str) -> Volume:
        """Return the volume with this letter or label."""
        letter = name.rstrip(":\\").upper()
        found = [v for v in self._host().volumes if letter in {v.drive_letter, v.label.upper()}]
        if len(found) != 1:
            raise ActionRefused(f"there is no volume {name}")
        return found[0]
