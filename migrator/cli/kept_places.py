"""Says in words where the journal is no longer kept, and where it is kept again."""

from dataclasses import dataclass, field
from typing import Final

from migrator.cli.streams import Streams
from migrator.runner.history import History

_DISK: Final = "disk-"
_WHY: Final = {"VolumeMissing": "volume-missing"}
"""What the host calls it, and what the catalogue calls it."""


@dataclass
class KeptPlaces:
    """Words about the places of one run's journal; a disk that a person was told to unplug is missed by nobody."""

    streams: Streams
    history: History = field(default_factory=History)
    """Of the run, once it has one."""

    def on_loss(self, name: str, found: str) -> None:
        """Say that a place is written no longer, and why."""
        text = self.streams.catalogue.text
        if self._is_asked_for(name):
            self.streams.say(text("journal-place.away", "text", {"place": _shown(name)}), style="dim", indent=8)
            return
        why = text(f"journal-loss.{_WHY[found]}", "text") if found in _WHY else found
        said = text("journal-place.lost", "text", {"place": _shown(name), "why": why})
        self.streams.say(said, style="yellow", indent=8)

    def on_back(self, name: str) -> None:
        """Say that a place which was lost is written again."""
        said = self.streams.catalogue.text("journal-place.back", "text", {"place": _shown(name)})
        self.streams.say(said, style="green", indent=8)

    def _is_asked_for(self, name: str) -> bool:
        """Tell whether a manual step asks for this disk to be away at this moment."""
        if not name.startswith(_DISK):
            return False
        tried, disk = self.history.was_tried, name.removeprefix(_DISK)
        place = next((place for place, now in self.history.disks.items() if now == disk), disk)
        is_on_the_way = tried(f"put-disk-away/disk/{place}") and not self.history.is_confirmed("plug-in-again")
        return is_on_the_way or tried(f"keep-disk/disk/{place}")


def _shown(name: str) -> str:
    return name.removeprefix(_DISK).upper() if name.startswith(_DISK) else name
