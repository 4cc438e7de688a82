"""All steps that this version of the program can take, by template id."""

from collections.abc import Mapping
from typing import Final

from migrator.steps.accept_gate import ACCEPT_HOMES, ACCEPT_RESULT, ALLOW_UPGRADE
from migrator.steps.back_out import BACK_OUT_STEPS
from migrator.steps.certificates import BRING_CERTIFICATE, SAVE_CERTIFICATE
from migrator.steps.comparing import COMPARE_HOST, COMPARE_VM
from migrator.steps.copy_back import RESTORE_VM, VERIFY_VM
from migrator.steps.copy_out import CLOSE_BAG, COPY_VM, PROVE_COPY
from migrator.steps.destination import READ_DESTINATION, READ_VOLUMES, with_clock
from migrator.steps.disks import FLUSH_DISK, MARK_DISK, PLUG_IN_AGAIN, PLUG_IN_DISK
from migrator.steps.exporting import COPY_EXPORTED, EXPORT_VM
from migrator.steps.file_access import SET_FILE_ACCESS
from migrator.steps.finish_undo import FINISH_UNDO
from migrator.steps.host_probes import ADD_HYPER_V, INSTALL_WINDOWS, MAKE_VOLUME, NAME_HOST, REACH_HOST
from migrator.steps.host_settings import SET_HOST
from migrator.steps.importing import IMPORT_VM
from migrator.steps.letters import SET_LETTER
from migrator.steps.logic import StepLogic
from migrator.steps.look_again import LOOK_AGAIN
from migrator.steps.proving_importable import PROVE_IMPORTABLE
from migrator.steps.restore_kit import ADD_RESTORE_KIT
from migrator.steps.source_probes import PAUSE_BACKUP, PAUSE_UPDATES, READ_DISK_HEALTH, TEST_LOCAL_LOGIN
from migrator.steps.switches import CHOOSE_ADAPTERS, READ_ADAPTERS, SWITCH
from migrator.steps.take_inventory import TAKE_INVENTORY
from migrator.steps.vm_files import GATHER
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
from migrator.steps.wipe_gate import ALLOW_WIPE

STEPS: Final[Mapping[str, StepLogic]] = {
    "plug-in-disk": PLUG_IN_DISK,
    "mark-disk": MARK_DISK,
    "copy-vm": COPY_VM,
    "export-vm": EXPORT_VM,
    "copy-exported": COPY_EXPORTED,
    "flush-disk": FLUSH_DISK,
    "prove-copy": PROVE_COPY,
    "add-restore-kit": ADD_RESTORE_KIT,
    "close-bag": CLOSE_BAG,
    "plug-in-again": PLUG_IN_AGAIN,
    "restore-vm": RESTORE_VM,
    "verify-vm": VERIFY_VM,
    "plug-in-last": PLUG_IN_AGAIN,
    "close-bag-last": CLOSE_BAG,
    "prove-importable": PROVE_IMPORTABLE,
    "import-vm": IMPORT_VM,
    "set-file-access": SET_FILE_ACCESS,
    "compare-with-inventory": COMPARE_VM,
    "compare-host": COMPARE_HOST,
    "take-inventory": TAKE_INVENTORY,
    **BACK_OUT_STEPS,
    "finish-undo": FINISH_UNDO,
    "look-again": LOOK_AGAIN,
    "allow-wipe": ALLOW_WIPE,
    "allow-switch-over": ALLOW_WIPE,
    "accept-result": ACCEPT_RESULT,
    "allow-upgrade": ALLOW_UPGRADE,
    "accept-homes": ACCEPT_HOMES,
    "note-connection": NOTE_CONNECTION,
    "eject-iso": EJECT,
    "merge-checkpoint": MERGE,
    "drop-saved-state": DROP_SAVED_STATE,
    "gather-files": GATHER,
    "hold-start": START_ACTION,
    "stop-vm": STOP,
    "stop-domain-controller": STOP,
    "raise-version": RAISE_VERSION,
    "pin-address": PIN,
    "prove-stopped": PROVE_STOPPED,
    "grant-connection": GRANT_CONNECTION,
    "start-domain-controller": with_clock(START),
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
