"""Compares, imports, removes and exports virtual machines."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel

from migrator.domain.importing import CopyComparison, Exporting, Imported, Removed
from migrator.hyperv.documents import parse_documents
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall

_COMPARE_DEADLINE_S = 1800.0
"""Chains of a slow disk are opened one by one."""
Document = TypeVar("Document", bound=BaseModel)


def compare_vm_copy(
    session: HostSession, vm_id: UUID, volume_id: str, configuration: str, copies: Mapping[str, str]
) -> CopyComparison | None:
    """Try a copy on an external disk; `copies` maps each original path to the copy's below the volume. None while rehearsing."""
    return _one(
        session,
        "Compare-VMCopy",
        CopyComparison,
        {
            "Id": str(vm_id),
            "VolumeId": volume_id,
            "ConfigurationPath": configuration,
            "OriginalPath": list(copies),
            "CopyPath": list(copies.values()),
        },
    )


def import_virtual_machine(
    session: HostSession,
    vm_id: UUID,
    configuration: str,
    switches: Mapping[str, str],
    disks: Mapping[str, str],
    *,
    eject_missing: bool,
) -> Imported | None:
    """Register it with its own id, repaired where that is known how; None where it is registered already, or rehearsing."""
    return _one(
        session,
        "Import-VirtualMachine",
        Imported,
        {
            "Id": str(vm_id),
            "ConfigurationPath": configuration,
            "SwitchFrom": list(switches),
            "SwitchTo": list(switches.values()),
            "DiskFrom": list(disks),
            "DiskTo": list(disks.values()),
            "EjectMissing": eject_missing,
        },
    )


def remove_virtual_machine(session: HostSession, vm_id: UUID) -> Removed | None:
    """Take it off the register; its disks stay, Windows deletes the configuration. None where it is not registered."""
    return _one(session, "Remove-VirtualMachine", Removed, {"Id": str(vm_id)})


def export_virtual_machine(session: HostSession, vm_id: UUID, volume_id: str, folder: str) -> Exporting | None:
    """Begin the export below a folder of the external disk; None while rehearsing."""
    return _one(
        session, "Export-VirtualMachine", Exporting, {"Id": str(vm_id), "VolumeId": volume_id, "Folder": folder}
    )


def _one(
    session: HostSession, script: str, model: type[Document], parameters: Mapping[str, ParameterValue]
) -> Document | None:
    result = session.run(ScriptCall(load_script(script), dict(parameters)), deadline_s=_COMPARE_DEADLINE_S)
    found: Sequence[Document] = parse_documents(result, model, host=session.host, script=script)
    return found[0] if found else None
