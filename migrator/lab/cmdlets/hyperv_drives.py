"""Hard disks, DVD and floppy drives of virtual machines and of their checkpoints."""

from uuid import UUID

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.select_vms import checkpoints_of, named_vms
from migrator.lab.world.model import Checkpoint, DvdDrive, HardDiskDrive, Vm

_CONTROLLERS = {"IDE": "83F8638B-8DCA-4152-9EDA-2CA8B33039B4", "SCSI": "0CD1E6A3-9A5E-4D6B-8C1A-5E3B7D2F4A10"}
NO_ID = UUID(int=0)


def get_vm_hard_disk_drive(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMHardDiskDrive -VMName | -VM | -VMSnapshot, with -ControllerType, -ControllerNumber, -Location."""
    if "VMSnapshot" in bound or "VMCheckpoint" in bound:
        pairs = checkpoints_of(here, bound, "Get-VMHardDiskDrive")
        found = [item for vm, checkpoint in pairs for item in drive_objects(here, vm, checkpoint)]
    else:
        found = [item for vm in named_vms(here, bound, "Get-VMHardDiskDrive") for item in drive_objects(here, vm)]
    return _at(found, bound)


def get_vm_dvd_drive(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMDvdDrive."""
    if "VMSnapshot" in bound or "VMCheckpoint" in bound:
        return []
    vms = named_vms(here, bound, "Get-VMDvdDrive")
    return _at([item for vm in vms for item in dvd_objects(here, vm)], bound)


def get_vm_floppy_disk_drive(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMFloppyDiskDrive: one per generation 1 machine, with or without a disk in it."""
    drives = (floppy_object(here, vm) for vm in named_vms(here, bound, "Get-VMFloppyDiskDrive"))
    return [drive for drive in drives if drive is not None]


def drive_objects(here: HostContext, vm: Vm, checkpoint: Checkpoint | None = None) -> list[PsObject]:
    """Build the HardDiskDrive objects of a machine, or of a checkpoint of it."""
    drives = vm.hard_disk_drives if checkpoint is None else checkpoint.drives
    return [_hard_disk(here, vm, drive, checkpoint) for drive in drives]


def dvd_objects(here: HostContext, vm: Vm) -> list[PsObject]:
    """Build the DvdDrive objects of a machine."""
    return [_dvd(here, vm, drive) for drive in vm.dvd_drives]


def floppy_object(here: HostContext, vm: Vm) -> PsObject | None:
    """Build the VMFloppyDiskDrive of a generation 1 machine."""
    if vm.generation != 1:
        return None
    return PsObject(
        HYPERV + "VMFloppyDiskDrive",
        {
            "Name": "Diskette Drive",
            "Path": vm.floppy_path,
            "PoolName": "Primordial",
            "Id": f"Microsoft:{str(vm.id).upper()}\\8F0D2762-0B00-4E04-AF4F-19010527CB93\\0\\0\\D",
            **belongs_to(here, vm),
        },
    )


def belongs_to(here: HostContext, vm: Vm, checkpoint: Checkpoint | None = None) -> dict[str, PsValue]:
    """Give what every component of a machine says of where it belongs."""
    return {
        "VMId": vm.id,
        "VMName": vm.name,
        "VMSnapshotId": checkpoint.id if checkpoint else NO_ID,
        "VMSnapshotName": checkpoint.name if checkpoint else "",
        "ComputerName": here.host.name,
        "IsDeleted": False,
    }


def _hard_disk(here: HostContext, vm: Vm, drive: HardDiskDrive, checkpoint: Checkpoint | None) -> PsObject:
    path: PsValue = drive.path
    if drive.disk_number is not None:
        path = f"Disk {drive.disk_number}"
    return PsObject(
        HYPERV + "HardDiskDrive",
        {
            "Path": path,
            "DiskNumber": drive.disk_number,
            "MaximumIOPS": drive.maximum_iops,
            "MinimumIOPS": drive.minimum_iops,
            "QoSPolicyID": drive.qos_policy_id or NO_ID,
            "SupportPersistentReservations": drive.shared,
            "WriteHardeningMethod": hyperv_enum("CacheAttributes", "Default"),
            **_place(drive),
            "Name": "Hard Drive",
            "PoolName": drive.pool_name,
            "Id": _component_id(checkpoint.id if checkpoint else vm.id, drive),
            **belongs_to(here, vm, checkpoint),
        },
    )


def _dvd(here: HostContext, vm: Vm, drive: DvdDrive) -> PsObject:
    media = drive.media_type or ("ISO" if drive.path else "None")
    return PsObject(
        HYPERV + "DvdDrive",
        {
            "DvdMediaType": hyperv_enum("DvdMediaType", media),
            "Path": drive.path,
            **_place(drive),
            "Name": "DVD Drive",
            "PoolName": "Primordial",
            "Id": _component_id(vm.id, drive),
            **belongs_to(here, vm),
        },
    )


def _place(drive: HardDiskDrive | DvdDrive) -> dict[str, PsValue]:
    return {
        "ControllerType": hyperv_enum("ControllerType", drive.controller_type),
        "ControllerNumber": drive.controller_number,
        "ControllerLocation": drive.controller_location,
    }


def _component_id(owner: UUID, drive: HardDiskDrive | DvdDrive) -> str:
    controller = _CONTROLLERS.get(drive.controller_type, "0CD1E6A3-9A5E-4D6B-8C1A-5E3B7D2F4A10")
    return f"Microsoft:{str(owner).upper()}\\{controller}\\{drive.controller_number}\\{drive.controller_location}\\D"


def _at(found: list[PsObject], bound: Bound) -> list[PsObject]:
    for name in ("ControllerNumber", "ControllerLocation"):
        if name in bound:
            found = [item for item in found if item[name] in bound.numbers(name)]
    if "ControllerType" in bound:
        wanted = {text.lower() for text in bound.texts("ControllerType")}
        found = [item for item in found if str(item["ControllerType"]).lower() in wanted]
    return found
