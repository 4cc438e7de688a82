"""All steps that this version of the program can take, by template id."""

from collections.abc import Mapping
from typing import Final

from migrator.steps.certificates import BRING_CERTIFICATE, SAVE_CERTIFICATE
from migrator.steps.destination import READ_DESTINATION, READ_VOLUMES
from migrator.steps.host_probes import ADD_HYPER_V, INSTALL_WINDOWS, MAKE_VOLUME, NAME_HOST, REACH_HOST
from migrator.steps.host_settings import SET_HOST
from migrator.steps.importing import IMPORT_VM
from migrator.steps.letters import SET_LETTER
from migrator.steps.logic import StepLogic
from migrator.steps.proving_importable import PROVE_IMPORTABLE
from migrator.steps.source_probes import PAUSE_BACKUP, PAUSE_UPDATES, READ_DISK_HEALTH, TEST_LOCAL_LOGIN
from migrator.steps.switches import CHOOSE_ADAPTERS, READ_ADAPTERS, SWITCH
from migrator.steps.take_inventory import TAKE_INVENTORY
from migrator.steps.vm_health import SEE_HEALTH
from migrator.steps.vm_preparation import (
    DROP_SAVED_STATE,
    EJECT,
    GRANT_CONNECTION,
    MERGE,
    NOTE_CONNECTION,
    PIN,
    RAISE_VERSION,
    START_ACTION,
    UPGRADE,
)
from migrator.steps.vm_start import START
from migrator.steps.vm_stop import PROVE_STOPPED, STOP

STEPS: Final[Mapping[str, StepLogic]] = {
    "prove-importable": PROVE_IMPORTABLE,
    "import-vm": IMPORT_VM,
    "take-inventory": TAKE_INVENTORY,
    "note-connection": NOTE_CONNECTION,
    "eject-iso": EJECT,
    "merge-checkpoint": MERGE,
    "drop-saved-state": DROP_SAVED_STATE,
    "hold-start": START_ACTION,
    "stop-vm": STOP,
    "stop-domain-controller": STOP,
    "raise-version": RAISE_VERSION,
    "pin-address": PIN,
    "prove-stopped": PROVE_STOPPED,
    "grant-connection": GRANT_CONNECTION,
    "start-domain-controller": START,
    "start-vm": START,
    "see-health": SEE_HEALTH,
    "stop-vm-again": STOP,
    "stop-domain-controller-again": STOP,
    "upgrade-vm": UPGRADE,
    "start-domain-controller-again": START,
    "start-vm-again": START,
    "let-start": START_ACTION,
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
