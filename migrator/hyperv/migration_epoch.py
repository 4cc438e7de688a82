"""Reads and writes which controller leads a migration, on the host."""

from uuid import UUID

from migrator.domain.model import Model
from migrator.hyperv.documents import read_documents
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall


class HostEpoch(Model):
    """What a host knows of a migration's leader."""

    migration_id: UUID
    epoch: int


def get_migration_epoch(session: HostSession, migration: str) -> HostEpoch | None:
    """Return it; None where no migration of that name was ever led on this host."""
    found = read_documents(session, "Get-MigrationEpoch", HostEpoch, {"Migration": migration})
    return found[0] if found else None


def set_migration_epoch(session: HostSession, migration: str, migration_id: UUID, epoch: int) -> None:
    """Write it down; a lower one than the host knows is a ScriptFailed."""
    said: dict[str, ParameterValue] = {"Migration": migration, "MigrationId": str(migration_id), "Epoch": epoch}
    session.run(ScriptCall(load_script("Set-MigrationEpoch"), said))
