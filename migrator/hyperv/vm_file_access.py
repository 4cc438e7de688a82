"""Reads and gives what a virtual machine's own account may open."""

from uuid import UUID

from migrator.domain.model import Model, WindowsPath
from migrator.hyperv.documents import read_documents
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ScriptCall


class FileAccess(Model):
    """Document of `Get-VMFileAccess`: one virtual disk file."""

    path: WindowsPath
    granted: bool
    """Whether the virtual machine's account has an entry of its own on it."""


def get_vm_file_access(session: HostSession, vm_id: UUID) -> tuple[FileAccess, ...]:
    """Return its virtual disk files that are there, parents included."""
    return read_documents(session, "Get-VMFileAccess", FileAccess, {"Id": str(vm_id)})


def set_vm_file_access(session: HostSession, vm_id: UUID) -> None:
    """Let the host write the account's entries anew; one that is not off is a ScriptFailed."""
    session.run(ScriptCall(load_script("Set-VMFileAccess"), {"Id": str(vm_id)}))
