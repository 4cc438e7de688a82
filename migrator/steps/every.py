"""All steps that this version of the program can take, by template id."""

from collections.abc import Mapping
from typing import Final

from migrator.steps.certificates import BRING_CERTIFICATE, SAVE_CERTIFICATE
from migrator.steps.destination import READ_DESTINATION, READ_VOLUMES
from migrator.steps.host_probes import ADD_HYPER_V, INSTALL_WINDOWS, MAKE_VOLUME, NAME_HOST, REACH_HOST
from migrator.steps.host_settings import SET_HOST
from migrator.steps.letters import SET_LETTER
from migrator.steps.logic import StepLogic
from migrator.steps.source_probes import PAUSE_BACKUP, PAUSE_UPDATES, READ_DISK_HEALTH, TEST_LOCAL_LOGIN
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
    "read-disk-health": READ_DISK_HEALTH,
    "test-local-login": TEST_LOCAL_LOGIN,
    "pause-backup": PAUSE_BACKUP,
    "pause-updates": PAUSE_UPDATES,
    "save-certificate": SAVE_CERTIFICATE,
    "install-windows": INSTALL_WINDOWS,
    "make-volume": MAKE_VOLUME,
    "name-host": NAME_HOST,
    "add-hyper-v": ADD_HYPER_V,
    "allow-remoting": REACH_HOST,
    "trust-destination": REACH_HOST,
    "set-letter": SET_LETTER,
    "bring-certificate": BRING_CERTIFICATE,
}
"""A manual step without an entry has no probe; any other step without one is not yet runnable."""
