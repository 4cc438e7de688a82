"""Asks which host answers (`Get-HostIdentity`)."""

from migrator.domain.new_host.identity import HostIdentity
from migrator.hyperv.documents import read_document
from migrator.ports.host_session import HostSession


def get_host_identity(session: HostSession) -> HostIdentity:
    """Return name, machine GUID, build and clock; works before Hyper-V is there."""
    return read_document(session, "Get-HostIdentity", HostIdentity)
