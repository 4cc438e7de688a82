"""Checkpoints, under their cmdlet name: snapshots."""

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.hyperv_drives import drive_objects
from migrator.lab.cmdlets.hyperv_host import default_version
from migrator.lab.cmdlets.refusals import hyperv_class, hyperv_object_not_found, missing_mandatory
from migrator.lab.cmdlets.select_vms import every_vm
from migrator.lab.cmdlets.wildcard import matches
from migrator.lab.world.model import Checkpoint, Vm


def get_vm_snapshot(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMSnapshot -VMName | -VM | -Id, with -Name, -SnapshotType, -ParentOf, -ChildOf."""
    if "Id" in bound:
        wanted = bound.guids("Id")
        pairs = [(vm, item) for vm in here.host.vms for item in vm.checkpoints if item.id in wanted]
        if len(pairs) < len(wanted):
            raise hyperv_object_not_found("Get-VMSnapshot", here.host.name)
    else:
        if not any(name in bound for name in ("VM", "VMName")):
            raise missing_mandatory("Get-VMSnapshot", "VMName", hyperv_class("Get-VMSnapshot"))
        pairs = [(vm, item) for vm in every_vm(here, bound, "Get-VMSnapshot") for item in vm.checkpoints]
    names = bound.texts("Name")
    kind = bound.text("SnapshotType")
    return [
        checkpoint_object(here, vm, item)
        for vm, item in pairs
        if (not names or any(matches(name, item.name) for name in names))
        and (kind is None or kind.lower() == item.checkpoint_type.lower())
    ]


def checkpoint_object(here: HostContext, vm: Vm, checkpoint: Checkpoint) -> PsObject:
    """Build Microsoft.HyperV.PowerShell.VMSnapshot."""
    parent = next((item for item in vm.checkpoints if item.id == checkpoint.parent_id), None)
    properties: dict[str, PsValue] = {
        "Id": checkpoint.id,
        "Name": checkpoint.name,
        "VMId": vm.id,
        "VMName": vm.name,
        "SnapshotType": hyperv_enum("SnapshotType", checkpoint.checkpoint_type),
        "State": hyperv_enum("VMState", checkpoint.state),
        "CreationTime": checkpoint.created_at,
        "ParentSnapshotId": checkpoint.parent_id,
        "ParentSnapshotName": parent.name if parent else None,
        "Path": checkpoint.path or vm.snapshot_file_location or vm.path,
        "Generation": vm.generation,
        "Version": vm.version or default_version(here.host),
        "Notes": "",
        "IsClustered": vm.is_clustered,
        "SizeOfSystemFiles": 0,
        "ProcessorCount": vm.processor.count,
        "MemoryStartup": vm.memory.startup_bytes,
        "MemoryMinimum": vm.memory.minimum_bytes,
        "MemoryMaximum": vm.memory.maximum_bytes,
        "DynamicMemoryEnabled": vm.memory.dynamic,
        "HardDrives": list(drive_objects(here, vm, checkpoint)),
        "ComputerName": here.host.name,
        "IsDeleted": False,
    }
    if here.knows_2019:
        properties["IsAutomaticCheckpoint"] = checkpoint.is_automatic
    return PsObject(HYPERV + "VMSnapshot", properties)
