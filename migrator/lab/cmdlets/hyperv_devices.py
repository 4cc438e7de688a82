"""What ties a virtual machine to this host's hardware, and pools and replication."""

from datetime import timedelta

from migrator.lab.cmdlets.api import PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.hyperv_drives import belongs_to
from migrator.lab.cmdlets.select_vms import every_vm, named_vms
from migrator.lab.world.model import Vm


def get_vm_assignable_device(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMAssignableDevice."""
    return [
        PsObject(
            HYPERV + "VMAssignedDevice",
            {
                "InstanceID": f"PCIP\\{number}",
                "LocationPath": path,
                "ResourcePoolName": "Primordial",
                "VirtualFunction": 0,
                "Name": "PCI Express Port",
                "Id": _id(here, vm, "assigned", number),
                **belongs_to(here, vm),
            },
        )
        for vm in named_vms(here, bound, "Get-VMAssignableDevice")
        for number, path in enumerate(vm.assigned_devices)
    ]


def get_vm_host_assignable_device(here: HostContext, _bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMHostAssignableDevice."""
    return [
        PsObject(
            HYPERV + "VMHostAssignableDevice",
            {
                "InstanceID": f"PCIP\\{number}",
                "LocationPath": device.location_path,
                "ComputerName": here.host.name,
                "IsDeleted": False,
            },
        )
        for number, device in enumerate(here.host.assignable_devices)
    ]


def get_vm_gpu_partition_adapter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMGpuPartitionAdapter."""
    vms = named_vms(here, bound, "Get-VMGpuPartitionAdapter")
    return [
        PsObject(
            HYPERV + "VMGpuPartitionAdapter",
            {"Name": "GPU Partition Settings Data", "Id": _id(here, vm, "gpu", number), **belongs_to(here, vm)},
        )
        for vm in vms
        for number in range(vm.gpu_partition_adapter_count)
    ]


def get_vm_fibre_channel_hba(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMFibreChannelHba."""
    return [
        PsObject(
            HYPERV + "VMFibreChannelHba",
            {
                "Name": "Fibre Channel Adapter",
                "Id": _id(here, vm, "hba", number),
                "SanName": "",
                "WorldWideNodeNameSetA": here.host.hyperv.fibre_channel_wwnn,
                "IsTemplate": False,
                **belongs_to(here, vm),
            },
        )
        for vm in named_vms(here, bound, "Get-VMFibreChannelHba")
        for number in range(vm.fibre_channel_adapter_count)
    ]


def get_vm_remote_fx_3d_video_adapter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMRemoteFx3dVideoAdapter."""
    return [
        PsObject(
            HYPERV + "VMRemoteFx3DVideoAdapter",
            {
                "Name": "RemoteFX 3D Video Adapter",
                "Id": _id(here, vm, "remotefx", 0),
                "MaximumScreenResolution": "1280x1024",
                "MaximumMonitors": 1,
                "VRAMSizeBytes": 1 << 30,
                **belongs_to(here, vm),
            },
        )
        for vm in named_vms(here, bound, "Get-VMRemoteFx3dVideoAdapter")
        if vm.has_remotefx_adapter
    ]


def get_vm_resource_pool(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMResourcePool [[-Name]] [[-ResourcePoolType]]: the primordial pools, and those that drives name."""
    names = {"Primordial": "VHD"}
    for vm in here.host.vms:
        names.update({drive.pool_name: "VHD" for drive in vm.hard_disk_drives if drive.pool_name})
        names.update({adapter.pool_name: "Ethernet" for adapter in vm.network_adapters if adapter.pool_name})
    wanted = bound.text("Name")
    return [
        PsObject(
            HYPERV + "VMResourcePool",
            {
                "Name": name,
                "ParentName": [] if name == "Primordial" else ["Primordial"],
                "ResourcePoolType": hyperv_enum("VMResourcePoolType", kind),
                "ResourceMeteringEnabled": False,
                "ComputerName": here.host.name,
                "IsDeleted": False,
            },
        )
        for name, kind in names.items()
        if wanted is None or wanted.lower() == name.lower()
    ]


def get_vm_replication(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMReplication: machines that take part in replication."""
    return [
        PsObject(
            HYPERV + "VMReplication",
            {
                "ReplicationMode": hyperv_enum("VMReplicationMode", vm.replication.mode),
                "ReplicationState": hyperv_enum("VMReplicationState", vm.replication.state),
                "ReplicationHealth": hyperv_enum("VMReplicationHealthState", vm.replication.health),
                "ReplicationRelationshipType": hyperv_enum("VMReplicationRelationshipType", "Simple"),
                "ReplicaServerName": vm.replication.replica_server,
                "PrimaryServerName": here.host.name,
                "ReplicationFrequencySec": 300,
                "AutoResynchronizeIntervalStart": timedelta(),
                **belongs_to(here, vm),
            },
        )
        for vm in every_vm(here, bound, "Get-VMReplication")
        if vm.replication.mode != "None"
    ]


def _id(here: HostContext, vm: Vm, kind: str, number: int) -> str:
    return f"Microsoft:{str(vm.id).upper()}\\{str(here.guid(str(vm.id), kind, str(number))).upper()}\\{number}"
