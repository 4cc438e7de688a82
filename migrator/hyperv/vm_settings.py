"""Changes one setting of a virtual machine (`Set-VM*`, `Remove-VM*`, `Update-VMConfigurationVersion`, `Grant-VMConnection`)."""

from uuid import UUID

from migrator.domain.model import Model
from migrator.domain.vm_status import AdapterStatus, DvdStatus
from migrator.hyperv.documents import read_document, read_documents
from migrator.ports.host_session import HostSession, ParameterValue


class Changed(Model):
    """Whether a change had to be made."""

    id: UUID
    changed: bool


class CheckpointsRemoved(Changed):
    """What came of removing checkpoints; their disks are merged afterwards."""

    checkpoints: int


class VersionRaised(Changed):
    """The configuration version before and after."""

    before: str
    after: str


class ConsoleAccess(Model):
    """An account that may open a virtual machine's console."""

    account: str
    sid: str
    access: str
    """Allowed or Denied."""


def pin_address(session: HostSession, vm_id: UUID | str, adapter: AdapterStatus) -> Changed:
    """Make an adapter's address static, as it is."""
    return _set_address(session, vm_id, adapter.id, adapter.mac_address, dynamic=False)


def release_address(session: HostSession, vm_id: UUID | str, adapter_id: str, mac_address: str) -> Changed:
    """Let the host choose an adapter's address again."""
    return _set_address(session, vm_id, adapter_id, mac_address, dynamic=True)


def set_vm_dvd_media(session: HostSession, vm_id: UUID | str, drive: DvdStatus, path: str = "") -> Changed:
    """Put an ISO file into a drive, or take out what is in it."""
    parameters: dict[str, ParameterValue] = {
        "Id": str(vm_id),
        "ControllerType": drive.controller_type.value,
        "ControllerNumber": drive.controller_number,
        "ControllerLocation": drive.controller_location,
        "LiteralPath": path,
    }
    return read_document(session, "Set-VMDvdMedia", Changed, parameters)


def set_vm_start_action(session: HostSession, vm_id: UUID | str, action: str, delay_s: int) -> Changed:
    """Set what it does when its host starts."""
    parameters: dict[str, ParameterValue] = {"Id": str(vm_id), "Action": action, "DelaySeconds": delay_s}
    return read_document(session, "Set-VMStartAction", Changed, parameters)


def move_vm_file(session: HostSession, vm_id: UUID | str, destination: str) -> Changed:
    """Let the host begin to move everything of it into one folder."""
    return read_document(session, "Move-VMFile", Changed, {"Id": str(vm_id), "Destination": destination})


def remove_vm_checkpoint(session: HostSession, vm_id: UUID | str) -> CheckpointsRemoved:
    """Remove all checkpoints; the merge goes on after that."""
    return read_document(session, "Remove-VMCheckpoint", CheckpointsRemoved, {"Id": str(vm_id)})


def remove_vm_saved_state(session: HostSession, vm_id: UUID | str) -> Changed:
    """Drop its saved state."""
    return read_document(session, "Remove-VMSavedState", Changed, {"Id": str(vm_id)})


def update_vm_configuration_version(session: HostSession, vm_id: UUID | str) -> VersionRaised:
    """Raise its version to the newest of this host; nothing brings it back."""
    return read_document(session, "Update-VMConfigurationVersion", VersionRaised, {"Id": str(vm_id)})


def get_vm_connection(session: HostSession, vm_id: UUID | str) -> tuple[ConsoleAccess, ...]:
    """Return who may open its console."""
    return read_documents(session, "Get-VMConnection", ConsoleAccess, {"Id": str(vm_id)})


def grant_vm_connection(session: HostSession, vm_id: UUID | str, account: str, *, anew: bool = False) -> Changed:
    """Let an account (a name or a SID) open its console; `anew` writes the entries again in any case."""
    parameters: dict[str, ParameterValue] = {"Id": str(vm_id), "Account": account, "Anew": anew}
    return read_document(session, "Grant-VMConnection", Changed, parameters)


def _set_address(session: HostSession, vm_id: UUID | str, adapter: str, address: str, *, dynamic: bool) -> Changed:
    parameters: dict[str, ParameterValue] = {
        "Id": str(vm_id),
        "AdapterId": adapter,
        "MacAddress": address,
        "Dynamic": dynamic,
    }
    return read_document(session, "Set-VMMacAddress", Changed, parameters)
