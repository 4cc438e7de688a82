"""One virtual machine built by hand, with its drives and network adapters."""

from uuid import UUID

from migrator.domain.inventory.virtual_machine import (
    ControllerType,
    HardDiskDrive,
    IntegrationService,
    StartAction,
    StopAction,
    VirtualMachine,
    Vlan,
    VMMemory,
    VMNetworkAdapter,
    VMProcessor,
    VMState,
)
from tests.unit.domain.host_builders import GIB, NOW, SWITCH_ID, path

UNTAGGED = Vlan(
    mode="Untagged",
    access_vlan_id=0,
    native_vlan_id=0,
    allowed_vlan_ids=(),
    primary_vlan_id=0,
    secondary_vlan_ids=(),
)


def drive(text: str | None, **changes: object) -> HardDiskDrive:
    """Return a drive with a disk file; every field can be changed."""
    plain = HardDiskDrive(
        controller_type=ControllerType.SCSI,
        controller_number=0,
        controller_location=0,
        path=None if text is None else path(text),
        disk_number=None,
        shared=False,
        pool_name="Primordial",
        qos_policy_id=None,
        minimum_iops=None,
        maximum_iops=None,
    )
    return plain.model_copy(update=changes)


def adapter(**changes: object) -> VMNetworkAdapter:
    """Return a connected network adapter with a static address."""
    plain = VMNetworkAdapter(
        id="Microsoft:1",
        name="Netzwerkkarte",
        is_legacy=False,
        switch_name="LAN",
        switch_id=SWITCH_ID,
        connected=True,
        mac_address="00155D0A0101",
        dynamic_mac_address=False,
        mac_address_spoofing=False,
        dhcp_guard=False,
        router_guard=False,
        port_mirroring="None",
        allow_teaming=False,
        iov_weight=0,
        vmq_weight=100,
        minimum_bandwidth_absolute=None,
        minimum_bandwidth_weight=None,
        maximum_bandwidth=None,
        pool_name="Primordial",
        ip_addresses=("192.168.1.10",),
        vlan=UNTAGGED,
    )
    return plain.model_copy(update=changes)


SHUTDOWN = IntegrationService(
    component_id=UUID("9f8233ac-be49-4c79-8ee3-e7e1985b2077"), name="Herunterfahren", enabled=True, status="Ok"
)


def vm(vm_id: UUID, name: str, **changes: object) -> VirtualMachine:
    r"""Return a running virtual machine that lies in `D:\\VMs\\<name>` as a whole."""
    home = path(f"D:\\VMs\\{name}")
    plain = VirtualMachine(
        id=vm_id,
        name=name,
        generation=2,
        version="8.0",
        state=VMState.RUNNING,
        status="Normaler Betrieb",
        uptime_s=3600,
        created_at=NOW,
        notes="",
        is_clustered=False,
        replication_mode="None",
        replication_state="Disabled",
        configuration_location=home,
        path=home,
        snapshot_file_location=home,
        smart_paging_file_path=home,
        smart_paging_file_in_use=False,
        checkpoint_type="Production",
        automatic_checkpoints=None,
        parent_checkpoint_id=None,
        automatic_start_action=StartAction.NOTHING,
        automatic_start_delay_s=0,
        automatic_stop_action=StopAction.SHUT_DOWN,
        guest_controlled_cache_types=False,
        low_memory_mapped_io_bytes=128 * 1024**2,
        high_memory_mapped_io_bytes=512 * 1024**2,
        processor=VMProcessor(
            count=2,
            compatibility_for_migration=False,
            expose_virtualization_extensions=False,
            hw_thread_count_per_core=0,
            maximum_count_per_numa_node=8,
            maximum_count_per_numa_socket=1,
            reserve=0,
            maximum=100,
            relative_weight=100,
        ),
        memory=VMMemory(
            startup_bytes=4 * GIB,
            dynamic=False,
            minimum_bytes=GIB,
            maximum_bytes=8 * GIB,
            buffer=20,
            priority=50,
            maximum_per_numa_node_mib=65536,
        ),
        firmware=None,
        hard_disk_drives=(drive(f"{home}\\{name}.vhdx"),),
        dvd_drives=(),
        floppy_path=None,
        network_adapters=(adapter(),),
        com_ports=(),
        integration_services=(SHUTDOWN,),
        has_remotefx_adapter=False,
        fibre_channel_adapter_count=0,
        gpu_partition_adapter_count=0,
        assigned_device_count=0,
        groups=(),
    )
    return plain.model_copy(update=changes)
