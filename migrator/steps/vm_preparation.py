"""Steps that change one setting of a virtual machine, with what it was before."""

from collections.abc import Sequence
from typing import Final

from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.versions import Version, highest, lowest, version_of
from migrator.domain.vm_status import AdapterStatus, VMStatus
from migrator.hyperv.vm_settings import (
    ConsoleAccess,
    get_vm_connection,
    grant_vm_connection,
    pin_address,
    set_vm_dvd_media,
)
from migrator.journal.words import Truth
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation
from migrator.steps.vm_situation import beside, status_now

_NEVER_RAN: Final = "000000000000"
_SAVED: Final = frozenset({VMState.SAVED, VMState.FAST_SAVED, VMState.SAVED_CRITICAL, VMState.HIBERNATED})
_WELL_KNOWN: Final = "S-1-5-32-"


def start_action_answer(status: VMStatus, action: str, delay_s: int) -> CheckAnswer:
    """Say whether it does at the host's start what it should."""
    found = {"action": status.automatic_start_action.value, "delay_s": status.automatic_start_delay_s}
    return truth(found == {"action": action, "delay_s": delay_s}, **found)


def start_action_before(status: VMStatus) -> tuple[Original, ...]:
    """Return action and delay as they are."""
    subject = str(status.id)
    return (
        Original(subject=subject, name="start-action", value=status.automatic_start_action.value),
        Original(subject=subject, name="start-delay", value=status.automatic_start_delay_s),
    )


def merged_answer(status: VMStatus) -> CheckAnswer:
    """Say whether it has no checkpoints any more and its disks are merged."""
    if status.merging:
        return CheckAnswer(truth=Truth.IN_PROGRESS, found={"checkpoints": len(status.checkpoints)})
    return truth(not status.checkpoints, checkpoints=len(status.checkpoints))


def checkpoints_before(status: VMStatus) -> tuple[Original, ...]:
    """Return what is lost, by name, for the record: nothing brings it back."""
    return tuple(
        Original(subject=str(one.id), name="checkpoint", value={"name": one.name, "memory": one.has_memory})
        for one in status.checkpoints
    )


def saved_state_answer(status: VMStatus) -> CheckAnswer:
    """Say whether no memory of it is kept in a saved state."""
    return truth(status.state not in _SAVED, state=status.state.value)


def media_answer(status: VMStatus) -> CheckAnswer:
    """Say whether all its DVD drives are empty of ISO files."""
    inside = [str(drive.path) for drive in status.dvd_drives if drive.path is not None]
    return truth(not inside, media=inside)


def media_before(status: VMStatus) -> tuple[Original, ...]:
    """Return which file was in which drive."""
    return tuple(
        Original(
            subject=f"{status.id}/{drive.controller_type.value}/{drive.controller_number}/{drive.controller_location}",
            name="medium",
            value=str(drive.path),
        )
        for drive in status.dvd_drives
        if drive.path is not None
    )


def eject(at: Situation) -> None:
    """Take each ISO file out."""
    for drive in status_now(at).dvd_drives:
        if drive.path is not None:
            set_vm_dvd_media(at.session, at.step.subject.id, drive)


def to_pin(status: VMStatus) -> tuple[AdapterStatus, ...]:
    """Return the adapters with a dynamic address; one that never had any has nothing to be kept."""
    return tuple(one for one in status.adapters if one.dynamic_mac_address and one.mac_address != _NEVER_RAN)


def pinned_answer(status: VMStatus) -> CheckAnswer:
    """Say whether no adapter's address is left to chance."""
    addresses = {one.id: one.mac_address for one in status.adapters}
    return truth(not to_pin(status), addresses=addresses, dynamic=[one.id for one in to_pin(status)])


def addresses_before(status: VMStatus) -> tuple[Original, ...]:
    """Return which adapters were dynamic, with their addresses."""
    return tuple(Original(subject=one.id, name="dynamic-mac-address", value=one.mac_address) for one in to_pin(status))


def pin(at: Situation) -> None:
    """Make each dynamic address static, as it is."""
    for adapter in to_pin(status_now(at)):
        pin_address(at.session, at.step.subject.id, adapter)


def version_answer(status: VMStatus, wanted: Version) -> CheckAnswer:
    """Say whether its configuration version is at least so new; one that is no version is not."""
    return truth((version_of(status.version) or ()) >= wanted, version=status.version)


def granted_answer(noted: Sequence[ConsoleAccess], now: Sequence[ConsoleAccess], old_host: str) -> CheckAnswer:
    """Say whether everybody who could open its console on the old host can on the new one, but the old host's own accounts."""
    carried = to_grant(noted, old_host)
    here = {one.sid for one in now} | {one.account.casefold() for one in now}
    missing = [one.account for one in carried if one.sid not in here and one.account.casefold() not in here]
    left = [one.account for one in noted if one not in carried]
    return truth(not missing, granted=[one.account for one in carried], missing=missing, left=left)


def to_grant(noted: Sequence[ConsoleAccess], old_host: str) -> tuple[ConsoleAccess, ...]:
    """Return the entries that mean the same on another host: those of the domain and the well-known ones."""
    own = f"{old_host.casefold()}\\"
    return tuple(
        one
        for one in noted
        if one.sid.startswith(_WELL_KNOWN) or ("\\" in one.account and not one.account.casefold().startswith(own))
    )


def noted_entries(at: Situation) -> tuple[ConsoleAccess, ...]:
    """Return what was read on the old host."""
    entries = at.migration.past.found(beside(at, "note-connection")).get("entries", [])
    return tuple(ConsoleAccess.model_validate(one) for one in entries) if isinstance(entries, list) else ()


def grant(at: Situation) -> None:
    """Give back each entry that is missing."""
    for entry in to_grant(noted_entries(at), at.migration.inventory.host.name):
        grant_vm_connection(at.session, at.step.subject.id, entry.account)


def check_granted(at: Situation) -> CheckAnswer:
    """Compare what was noted with what is there."""
    now = get_vm_connection(at.session, at.step.subject.id)
    return granted_answer(noted_entries(at), now, at.migration.inventory.host.name)


def note_connection(at: Situation) -> CheckAnswer:
    """Read who may open its console; to have read it is all."""
    entries = sorted(get_vm_connection(at.session, at.step.subject.id), key=lambda one: one.sid)
    return truth(True, entries=[one.model_dump() for one in entries])


def _start_action(at: Situation) -> CheckAnswer:
    wanted = at.parameters()
    return start_action_answer(status_now(at), str(wanted["Action"]), int(str(wanted["DelaySeconds"])))


def _destination_floor(at: Situation) -> Version:
    return lowest(at.migration.config.destination.host.release)


def _destination_top(at: Situation) -> Version:
    return highest(at.migration.config.destination.host.release)


START_ACTION: Final = StepLogic(check=_start_action, prepare=lambda at: start_action_before(status_now(at)))
MERGE: Final = StepLogic(
    check=lambda at: merged_answer(status_now(at)), prepare=lambda at: checkpoints_before(status_now(at))
)
DROP_SAVED_STATE: Final = StepLogic(check=lambda at: saved_state_answer(status_now(at)))
EJECT: Final = StepLogic(
    check=lambda at: media_answer(status_now(at)), apply=eject, prepare=lambda at: media_before(status_now(at))
)
PIN: Final = StepLogic(
    check=lambda at: pinned_answer(status_now(at)), apply=pin, prepare=lambda at: addresses_before(status_now(at))
)
RAISE_VERSION: Final = StepLogic(check=lambda at: version_answer(status_now(at), _destination_floor(at)))
UPGRADE: Final = StepLogic(check=lambda at: version_answer(status_now(at), _destination_top(at)))
NOTE_CONNECTION: Final = StepLogic(check=note_connection)
GRANT_CONNECTION: Final = StepLogic(check=check_granted, apply=grant)
