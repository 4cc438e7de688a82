"""All steps that this version of the program can take, by template id."""

from collections.abc import Mapping
from typing import Final

from migrator.steps.logic import StepLogic
from migrator.steps.take_inventory import TAKE_INVENTORY

STEPS: Final[Mapping[str, StepLogic]] = {
    "take-inventory": TAKE_INVENTORY,
}
"""A manual step without an entry has no probe; any other step without one is not yet runnable."""
