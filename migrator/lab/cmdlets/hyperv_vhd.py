"""Virtual hard disk files as Get-VHD, Get-VHDSet and Test-VHD show them."""

from migrator.lab.cmdlets.api import PsEnum, PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import VHD, HostContext
from migrator.lab.cmdlets.refusals import hyperv_class, invalid_parameter, missing_mandatory
from migrator.lab.world.disk_reading import ParentChanged, ParentLost, Unreadable, open_chain, read_disk
from migrator.lab.world.drive import Entry
from migrator.lab.world.model import VirtualDiskFile

_EXCEPTION = "Microsoft.HyperV.PowerShell.VirtualizationException"
CORRUPT = -2147023504
PARENT_LOST = -1069940723
PARENT_CHANGED = -1069940722


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
        facts = _facts(here, _entry(here, path, "Test-VHD"), "Test-VHD")
        if facts.error_id is not None:
            raise PsError("Failed to get disk information.", error_id=facts.error_id, exception_type=_EXCEPTION)
        chain_entries(here, path, "Test-VHD")
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
    try:
        return read_disk(here.files, entry)
    except Unreadable as fault:
        raise _failed(cmdlet, entry.path, CORRUPT) from fault


def chain_entries(here: HostContext, path: str, cmdlet: str) -> list[Entry]:
    """Open a disk with all its parents, which may write to it; the refusals are those of the virtual disk service."""
    try:
        return open_chain(here.files, _entry(here, path, cmdlet))
    except Unreadable as fault:
        raise _failed(cmdlet, path, CORRUPT) from fault
    except ParentLost as fault:
        raise _failed(cmdlet, path, PARENT_LOST) from fault
    except ParentChanged as fault:
        raise _failed(cmdlet, path, PARENT_CHANGED) from fault


def _failed(cmdlet: str, path: str, hresult: int) -> PsError:
    what = "Getting the disk information of" if cmdlet == "Get-VHD" else "Opening the chain of"
    words = {
        CORRUPT: "The file or directory is corrupted and unreadable.",
        PARENT_LOST: "The parent virtual hard disk for the differencing disk was not found (0xC03A000D).",
        PARENT_CHANGED: "The chain of virtual hard disks is broken: the identifiers of parent and differencing disk do not match (0xC03A000E).",
    }
    return PsError(
        f"{what} '{path}' failed. {words[hresult]}",
        error_id=f"OperationFailed,{hyperv_class(cmdlet)}",
        exception_type=_EXCEPTION,
        hresult=hresult,
    )


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
