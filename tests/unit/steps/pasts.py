"""A past with nothing but confirmed steps."""

from collections.abc import Mapping

from pydantic import JsonValue

from migrator.domain.plan import StepId


class Confirmed:
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
