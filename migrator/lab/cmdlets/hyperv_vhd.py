"""Virtual hard disk files as Get-VHD, Get-VHDSet and Test-VHD show them."""

import struct
from dataclasses import replace

from migrator.lab.cmdlets.api import PsEnum, PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import VHD, HostContext
from migrator.lab.cmdlets.refusals import hyperv_class, invalid_parameter, missing_mandatory
from migrator.lab.world.drive import AccessDenied, Entry
from migrator.lab.world.model import VirtualDiskFile
from migrator.lab.world.vhd import NotVhd, read_vhd_footer
from migrator.lab.world.vhdx import read_vhdx
from migrator.lab.world.vhdx_layout import NotVhdx

_EXCEPTION = "Microsoft.HyperV.PowerShell.VirtualizationException"


def get_vhd(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VHD -Path | -VMId | -DiskNumber; the first path that cannot be read ends it."""
    if "VMId" in bound:
        ids = bound.guids("VMId")
        vms = [vm for vm in here.host.vms if vm.id in ids]
        return [_vhd(here, drive.path) for vm in vms for drive in vm.hard_disk_drives if drive.path is not None]
    if "Path" not in bound:
        raise missing_mandatory("Get-VHD", "Path", hyperv_class("Get-VHD"))
    return [_vhd(here, path) for path in bound.texts("Path")]


def get_vhd_set(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VHDSet -Path [-GetAllPaths]."""
    found = []
    for path in bound.texts("Path"):
        entry = _entry(here, path, "Get-VHDSet")
        declared = here.files.virtual_disk(entry) or VirtualDiskFile()
        backing = [declared.parent_path] if declared.parent_path else []
        paths: list[PsValue] = [entry.path, *backing] if bound.flag("GetAllPaths") else []
        found.append(
            PsObject(
                VHD + "VHDSetInfo",
                {"Path": entry.path, "SnapshotIdList": [], "AllPaths": paths, "ComputerName": here.host.name},
            )
        )
    return found


def test_vhd(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Test-VHD -Path: $true, or an error where the chain is broken."""
    for path in bound.texts("Path"):
        seen: str | None = path
        while seen is not None:
            parent = _vhd(here, seen, "Test-VHD")["ParentPath"]
            seen = str(parent) if parent else None
    return [PsObject("System.Boolean", {"Value": True})]


def _vhd(here: HostContext, path: str, cmdlet: str = "Get-VHD") -> PsObject:
    entry = _entry(here, path, cmdlet)
    file = _facts(here, entry, cmdlet)
    if file.error_id is not None:
        raise PsError("Failed to get disk information.", error_id=file.error_id, exception_type=_EXCEPTION)
    properties: dict[str, PsValue] = {
        "ComputerName": here.host.name,
        "Path": path,
        "VhdFormat": PsEnum(VHD + "VhdFormat", file.vhd_format),
        "VhdType": PsEnum(VHD + "VhdType", file.vhd_type),
        "FileSize": entry.size_bytes,
        "Size": file.size_bytes,
        "MinimumSize": None,
        "LogicalSectorSize": file.logical_sector_bytes,
        "PhysicalSectorSize": file.physical_sector_bytes,
        "BlockSize": file.block_bytes,
        "ParentPath": file.parent_path or "",
        "DiskIdentifier": "" if file.identifier is None else str(file.identifier).upper(),
        "FragmentationPercentage": file.fragmentation_percent if file.vhd_type != "Fixed" else None,
        "Alignment": file.alignment,
        "Attached": file.attached or _used_by_running_vm(here, entry),
        "DiskNumber": None,
    }
    if here.knows_2019:
        properties["IsPMEMCompatible"] = False
        properties["AddressAbstractionType"] = PsEnum(
            "Microsoft.Virtualization.Client.Management.VirtualHardDiskPmemAddressAbstractionType", "None"
        )
    return PsObject(VHD + "VirtualHardDisk", properties)


def _entry(here: HostContext, path: str, cmdlet: str) -> Entry:
    entry = here.files.find(path)
    if (
        entry is None
        or entry.is_folder
        or not entry.path.lower().endswith((".vhd", ".vhdx", ".avhd", ".avhdx", ".vhds"))
    ):
        raise invalid_parameter(cmdlet, f"'{path}' is not an existing virtual hard disk file.")
    if here.files.is_locked(entry) and not _used_by_running_vm(here, entry):
        raise PsError(
            "The operation cannot be performed while the object is in use.",
            error_id=f"ObjectInUse,{hyperv_class(cmdlet)}",
            category="ResourceBusy",
            exception_type=_EXCEPTION,
        )
    return entry


def _facts(here: HostContext, entry: Entry, cmdlet: str) -> VirtualDiskFile:
    """Take what is declared; identifier and parent come from the file's own header where nothing is."""
    declared = here.files.virtual_disk(entry)
    if declared is not None and (declared.identifier is not None or declared.error_id is not None):
        return declared
    try:
        return _from_header(entry, declared)
    except (NotVhdx, NotVhd, AccessDenied, struct.error, ValueError) as fault:
        raise PsError(
            f"Getting the disk information of '{entry.path}' failed. The file or directory is corrupted and unreadable.",
            error_id=f"OperationFailed,{hyperv_class(cmdlet)}",
            exception_type=_EXCEPTION,
            hresult=-2147023504,
        ) from fault


def _from_header(entry: Entry, declared: VirtualDiskFile | None) -> VirtualDiskFile:
    if entry.path.lower().endswith((".vhd", ".avhd")):
        footer = read_vhd_footer(entry.real)
        found = VirtualDiskFile(
            size_bytes=footer.size_bytes, vhd_format="VHD", vhd_type="Fixed", block_bytes=0, identifier=footer.unique_id
        )
    else:
        header = read_vhdx(entry.real)
        kind = "Fixed" if header.fixed else ("Differencing" if header.parent else "Dynamic")
        found = VirtualDiskFile(
            size_bytes=header.size_bytes,
            vhd_type=kind,
            identifier=header.disk_identifier,
            parent_path=header.parent.absolute_win32_path if header.parent else None,
            logical_sector_bytes=header.logical_sector_bytes,
            physical_sector_bytes=header.physical_sector_bytes,
        )
    return found if declared is None else replace(declared, identifier=found.identifier)


def _used_by_running_vm(here: HostContext, entry: Entry) -> bool:
    # Asked once for each disk of a host: paths are compared as text, for making path objects of all drives costs seconds
    wanted = _spelled(entry.path)
    return any(
        drive.path is not None and _spelled(drive.path) == wanted
        for vm in here.host.vms
        if vm.state not in {"Off", "Saved"}
        for drive in vm.hard_disk_drives
    )


def _spelled(path: str) -> str:
    return path.replace("/", "\\").lower()
