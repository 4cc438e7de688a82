"""Get-VM: a virtual machine as the module shows it."""

from migrator.lab.cmdlets.api import PsObject, PsValue, PsVersion
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.hyperv_drives import drive_objects, dvd_objects, floppy_object
from migrator.lab.cmdlets.hyperv_host import default_version
from migrator.lab.cmdlets.hyperv_vm_parts import com_port_objects
from migrator.lab.cmdlets.refusals import vm_not_found
from migrator.lab.cmdlets.select_vms import by_names
from migrator.lab.world.model import Vm
from migrator.lab.world.vm_life import EXPORTED, MERGED, MOVED, UP, pass_a_look


def get_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VM [-Name] | -Id | -ClusterObject."""
    if "Id" in bound:
        vms = []
        for wanted in bound.guids("Id"):
            found = [vm for vm in here.host.vms if vm.id == wanted]
            if not found:
                raise vm_not_found("Get-VM", str(wanted))
            vms += found
    elif "Name" in bound:
        vms = by_names(here, bound.texts("Name"), "Get-VM")
    else:
        vms = list(here.host.vms)
    for vm in vms:
        pass_a_look(here.world, here.host, vm)
    return [vm_object(here, vm) for vm in vms]


def vm_object(here: HostContext, vm: Vm) -> PsObject:
    """Build Microsoft.HyperV.PowerShell.VirtualMachine.

    Its NetworkAdapters and VMIntegrationService are left out: scripts ask those cmdlets once for all machines, and
    on the wire they would be most of every answer.
    """
    running = vm.state in {"Running", "Paused", "Starting", "Pausing", "Resuming", "Stopping", "Saving"}
    assigned = vm.memory.assigned_bytes if vm.memory.assigned_bytes is not None else vm.memory.startup_bytes
    ports = com_port_objects(here, vm)
    parent = next((c for c in vm.checkpoints if c.id == vm.parent_checkpoint_id), None)
    merging = vm.coming is not None and vm.coming.what == MERGED
    moving = vm.coming is not None and vm.coming.what == MOVED
    exporting = vm.coming is not None and vm.coming.what == EXPORTED
    status = vm.status if vm.status is not None else here.word("Operating normally")
    doing: list[PsValue] = [hyperv_enum("VMOperationalStatus", "MergingDisks")] if merging else []
    doing += [hyperv_enum("VMOperationalStatus", "StorageMigrationPhaseOne")] if moving else []
    doing += [hyperv_enum("VMOperationalStatus", "ExportingVirtualMachine")] if exporting else []
    groups: list[PsValue] = [PsObject(HYPERV + "VMGroup", {"Name": name}) for name in vm.groups]
    properties: dict[str, PsValue] = {
        "Id": vm.id,
        "Name": vm.name,
        "State": hyperv_enum("VMState", vm.state),
        "Status": status,
        "PrimaryOperationalStatus": hyperv_enum("VMOperationalStatus", "Ok"),
        "OperationalStatus": [hyperv_enum("VMOperationalStatus", "Ok"), *doing],
        "PrimaryStatusDescription": status,
        "StatusDescriptions": [status],
        "Uptime": vm.uptime,
        "Generation": vm.generation,
        "Version": vm.version or default_version(here.host),
        "Notes": vm.notes,
        "CreationTime": vm.created_at,
        "IsClustered": vm.is_clustered,
        "Path": vm.path,
        "ConfigurationLocation": vm.configuration_location or vm.path,
        "SnapshotFileLocation": vm.snapshot_file_location or vm.path,
        "SmartPagingFilePath": vm.smart_paging_file_path or vm.path,
        "SmartPagingFileInUse": vm.smart_paging_file_in_use,
        "AutomaticStartAction": hyperv_enum("StartAction", vm.automatic_start_action),
        "AutomaticStartDelay": vm.automatic_start_delay_s,
        "AutomaticStopAction": hyperv_enum("StopAction", vm.automatic_stop_action),
        "AutomaticCriticalErrorAction": hyperv_enum("CriticalErrorAction", "Pause"),
        "AutomaticCriticalErrorActionTimeout": 30,
        "CheckpointType": hyperv_enum("CheckpointType", vm.checkpoint_type),
        "ParentSnapshotId": vm.parent_checkpoint_id,
        "ParentSnapshotName": parent.name if parent else None,
        "CPUUsage": 0,
        "MemoryAssigned": assigned if running else 0,
        "MemoryDemand": 0,
        "MemoryStatus": "",
        "MemoryStartup": vm.memory.startup_bytes,
        "MemoryMinimum": vm.memory.minimum_bytes,
        "MemoryMaximum": vm.memory.maximum_bytes,
        "DynamicMemoryEnabled": vm.memory.dynamic,
        "ProcessorCount": vm.processor.count,
        "Heartbeat": hyperv_enum("VMHeartbeatStatus", _heartbeat(vm)) if running else None,
        "IntegrationServicesState": "",
        "IntegrationServicesVersion": PsVersion(vm.integration_services_version),
        "ReplicationMode": hyperv_enum("VMReplicationMode", vm.replication.mode),
        "ReplicationState": hyperv_enum("VMReplicationState", vm.replication.state),
        "ReplicationHealth": hyperv_enum("VMReplicationHealthState", vm.replication.health),
        "ResourceMeteringEnabled": False,
        "SizeOfSystemFiles": 0,
        "BatteryPassthroughEnabled": True,
        "GuestControlledCacheTypes": vm.guest_controlled_cache_types,
        "LowMemoryMappedIoSpace": vm.low_memory_mapped_io_bytes,
        "HighMemoryMappedIoSpace": vm.high_memory_mapped_io_bytes,
        "Groups": groups,
        "HardDrives": list(drive_objects(here, vm)),
        "DVDDrives": list(dvd_objects(here, vm)),
        "FloppyDrive": floppy_object(here, vm),
        "ComPort1": ports[0],
        "ComPort2": ports[1],
        "ComputerName": here.host.name,
        "IsDeleted": False,
    }
    if here.knows_2019:
        properties["AutomaticCheckpointsEnabled"] = vm.automatic_checkpoints
        properties["EnhancedSessionTransportType"] = hyperv_enum("EnhancedSessionTransportType", "VMBus")
        properties["VirtualMachineType"] = hyperv_enum("VirtualMachineType", _kind(here, vm))
        properties["VirtualMachineSubType"] = hyperv_enum("VirtualMachineSubType", f"Generation{vm.generation}")
    return PsObject(HYPERV + "VirtualMachine", properties)


def _heartbeat(vm: Vm) -> str:
    if "heartbeat" in vm.integration_services_disabled:
        return "Disabled"
    if vm.state == "Stopping":
        return "LostCommunication"
    return "NoContact" if vm.coming is not None and vm.coming.what == UP else vm.heartbeat


def _kind(here: HostContext, vm: Vm) -> str:
    planned = any(one.vm is vm for one in here.host.planned)
    return "PlannedVirtualMachine" if planned else "RealizedVirtualMachine"


def get_vm_group(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMGroup [[-Name]]."""
    names = list(dict.fromkeys([*here.host.vm_groups, *(group for vm in here.host.vms for group in vm.groups)]))
    wanted = [name.lower() for name in bound.texts("Name")]
    return [
        PsObject(
            HYPERV + "VMGroup",
            {
                "Name": name,
                "InstanceId": here.guid("vm-group", name),
                "GroupType": hyperv_enum("GroupType", "VMCollectionType"),
                "VMMembers": [vm_object(here, vm) for vm in here.host.vms if name in vm.groups],
                "VMGroupMembers": [],
                "ComputerName": here.host.name,
                "IsDeleted": False,
            },
        )
        for name in names
        if not wanted or name.lower() in wanted
    ]
