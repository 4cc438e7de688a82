"""All steps that this version of the program can take, by template id."""

from collections.abc import Mapping
from typing import Final

from migrator.steps.destination import READ_DESTINATION, READ_VOLUMES
from migrator.steps.host_settings import SET_HOST
from migrator.steps.logic import StepLogic
from migrator.steps.switches import CHOOSE_ADAPTERS, READ_ADAPTERS, SWITCH
from migrator.steps.take_inventory import TAKE_INVENTORY

STEPS: Final[Mapping[str, StepLogic]] = {
    "take-inventory": TAKE_INVENTORY,
    "read-destination": READ_DESTINATION,
    "read-volumes": READ_VOLUMES,
    "set-host": SET_HOST,
    "read-adapters": READ_ADAPTERS,
    "choose-adapters": CHOOSE_ADAPTERS,
    "create-external-switch": SWITCH,
    "create-internal-switch": SWITCH,
    "create-private-switch": SWITCH,
}
"""A manual step without an entry has no probe; any other step without one is not yet runnable."""
