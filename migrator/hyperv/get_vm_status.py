"""Reads how one virtual machine is now (`Get-VMStatus`)."""

from uuid import UUID

from migrator.domain.vm_status import VMStatus
from migrator.errors import UnexpectedOutput
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_vm_status(session: HostSession, vm_id: UUID | str) -> VMStatus | None:
    """Return the virtual machine's status; None where none with this id is registered."""
    found = read_documents(session, "Get-VMStatus", VMStatus, {"Id": str(vm_id)})
    if len(found) > 1:
        raise UnexpectedOutput(
            host=session.host, attempted="Get-VMStatus", found=f"{len(found)} documents instead of 1", document=None
        )
    return found[0] if found else None
