"""A past with nothing but confirmed steps."""

from collections.abc import Collection, Mapping

from pydantic import JsonValue

from migrator.domain.gate.wipe import Lost
from migrator.domain.plan import StepId


class DisksInPlace:
    """Says which disks are given up; of these none has a successor."""

    given_up: Collection[str] = ()

    def disk_in(self, place: str) -> str | None:
        """Return the disk named like its place."""
        return None if place in self.given_up else place

    def loss_of(self, place: str) -> Lost | None:
        """Tell that Eva gave it up."""
        return Lost(disk=place, person="Eva", reason="It fell down") if place in self.given_up else None


class Confirmed(DisksInPlace):
    """Says of some steps that they are true, and of no step anything more."""

    def __init__(self, *steps: StepId) -> None:
        self._steps = frozenset(steps)

    def originals(self, step: StepId) -> Mapping[tuple[str, str], JsonValue]:
        """Have none."""
        del step
        return {}

    def found(self, step: StepId) -> Mapping[str, JsonValue]:
        """Have found nothing."""
        del step
        return {}

    def was_tried(self, step: StepId) -> bool:
        """Tell whether it is one of them."""
        return step in self._steps

    def is_confirmed(self, step: StepId) -> bool:
        """Tell whether it is one of them."""
        return step in self._steps
