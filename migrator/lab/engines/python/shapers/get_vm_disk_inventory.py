"""Documents of `Get-VMDiskInventory`."""

import struct
from collections.abc import Iterator, Mapping
from uuid import UUID

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.drives import attributes, exists, head, item
from migrator.lab.engines.python.shapers.values import guid_or_none, number, objects, text, text_or_none, utc

_HEADERS = (65536, 131072)
_HEADER = struct.Struct("<4s4xq16x16s")


def get_vm_disk_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per file, leaves in the order they are met, each followed by its parents."""
    del parameters
    vms = cmdlets("Hyper-V\\Get-VM")
    owners: dict[str, list[str]] = {}
    leaves: list[str] = []
    if vms:
        for drive in cmdlets("Hyper-V\\Get-VMHardDiskDrive", VM=list(vms)):
            _remember(owners, leaves, drive, drive["VMId"])
        for snapshot in cmdlets("Hyper-V\\Get-VMSnapshot", VM=list(vms)):
            for drive in objects(snapshot["HardDrives"]):
                _remember(owners, leaves, drive, snapshot["VMId"])
    visited: set[str] = set()
    for leaf in leaves:
        path: str | None = leaf
        while path and path.lower() not in visited:
            visited.add(path.lower())
            document, path = _document(cmdlets, path, owners.get(path.lower(), []))
            yield document


def _remember(owners: dict[str, list[str]], leaves: list[str], drive: PsObject, vm_id: PsValue) -> None:
    path = text(drive["Path"])
    if drive["DiskNumber"] is not None or not path:
        return
    if path.lower() not in owners:
        leaves.append(path)
    names = owners.setdefault(path.lower(), [])
    if (owner := str(vm_id).lower()) not in names:
        names.append(owner)


def _document(cmdlets: Cmdlets, path: str, owners: list[str]) -> tuple[dict[str, JsonValue], str | None]:
    document: dict[str, JsonValue] = {
        "path": path,
        "found": False,
        "error_id": None,
        "used_by": [*owners],
        **dict.fromkeys(
            (
                "vhd_format",
                "vhd_type",
                "size_bytes",
                "file_bytes",
                "block_bytes",
                "logical_sector_bytes",
                "physical_sector_bytes",
                "disk_identifier",
                "parent_path",
                "attached",
                "data_write_guid",
                "last_written_at",
            )
        ),
        "attributes": [],
    }
    parent = None
    try:
        document["found"] = exists(cmdlets, path, "Leaf")
        if document["found"]:
            file = item(cmdlets, path)
            document |= {
                "file_bytes": number(file["Length"]),
                "last_written_at": utc(file["LastWriteTimeUtc"]),
                "attributes": [*attributes(file)],
            }
            disk = cmdlets("Hyper-V\\Get-VHD", Path=path)[0]
            document |= _disk(disk)
            parent = text_or_none(disk["ParentPath"])
    except PsError as refused:
        document["error_id"] = refused.error_id
    if document["found"] and path.lower().endswith("vhdx"):
        document["data_write_guid"] = _data_write_guid(head(cmdlets, path, _HEADERS[1] + _HEADER.size))
    return document, parent


def _disk(disk: PsObject) -> dict[str, JsonValue]:
    return {
        "vhd_format": text(disk["VhdFormat"]),
        "vhd_type": text(disk["VhdType"]),
        "size_bytes": number(disk["Size"]),
        "file_bytes": number(disk["FileSize"]),
        "block_bytes": number(disk["BlockSize"]),
        "logical_sector_bytes": number(disk["LogicalSectorSize"]),
        "physical_sector_bytes": number(disk["PhysicalSectorSize"]),
        "disk_identifier": guid_or_none(disk["DiskIdentifier"]),
        "parent_path": text_or_none(disk["ParentPath"]),
        "attached": bool(disk["Attached"]),
    }


def _data_write_guid(raw: bytes | None) -> str | None:
    """Take the GUID of the valid header with the higher sequence number."""
    newest: tuple[int, str] | None = None
    for offset in _HEADERS:
        if raw is None or len(raw) < offset + _HEADER.size:
            continue
        signature, sequence, guid = _HEADER.unpack_from(raw, offset)
        if signature == b"head" and (newest is None or sequence > newest[0]):
            newest = sequence, str(UUID(bytes_le=guid))
    return None if newest is None else newest[1]
