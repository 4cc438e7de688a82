"""A small, healthy host built by hand, and ways to change one thing of it."""

from uuid import UUID

from migrator.domain.config import Config
from migrator.domain.config_faults import validate_config
from migrator.domain.inventory.disks import Checkpoint, VhdFormat, VhdType, VirtualHardDisk
from migrator.domain.inventory.guests import Guest
from migrator.domain.inventory.security import VMSecurity
from migrator.domain.inventory.storage import FolderEntry
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
from migrator.domain.inventory.whole import Inventory
from tests.unit.domain.host_builders import (
    GIB,
    NOW,
    SWITCH_ID,
    host,
    network_adapter,
    path,
    physical_disk,
    switch,
    volume,
)

__all__ = ["GIB", "NOW", "SWITCH_ID", "host", "network_adapter", "path", "physical_disk", "switch", "volume"]

DC_ID = UUID("3f2a91bc-0000-4000-8000-000000000001")
APP_ID = UUID("7c10de44-0000-4000-8000-000000000002")
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


def disk(text: str, *used_by: UUID, **changes: object) -> VirtualHardDisk:
    """Return a dynamic disk of 100 GiB of which 40 are taken."""
    plain = VirtualHardDisk(
        path=path(text),
        found=True,
        error_id=None,
        used_by=used_by,
        vhd_format=VhdFormat.VHDX,
        vhd_type=VhdType.DYNAMIC,
        size_bytes=100 * GIB,
        file_bytes=40 * GIB,
        block_bytes=32 * 1024**2,
        logical_sector_bytes=512,
        physical_sector_bytes=4096,
        disk_identifier=None,
        parent_path=None,
        attached=True,
        data_write_guid=None,
        last_written_at=NOW,
        attributes=(),
    )
    return plain.model_copy(update=changes)


def checkpoint(vm_id: UUID, **changes: object) -> Checkpoint:
    r"""Return a production checkpoint without memory of the virtual machine in `D:\\VMs\\app`."""
    plain = Checkpoint(
        id=UUID("c4ec0000-0000-4000-8000-000000000009"),
        vm_id=vm_id,
        name="before update",
        checkpoint_type="Standard",
        state=VMState.OFF,
        is_automatic=None,
        created_at=NOW,
        parent_id=None,
        path=path("D:\\VMs\\app"),
        hard_disk_drives=(drive("D:\\VMs\\app\\app.vhdx"),),
    )
    return plain.model_copy(update=changes)


def guest(vm_id: UUID, product_type: int | None, name: str | None) -> Guest:
    """Return what a guest says of itself."""
    return Guest(
        vm_id=vm_id,
        fully_qualified_domain_name=name,
        os_name="Windows Server 2016 Standard",
        os_version="10.0.14393",
        product_type=product_type,
        integration_services_version=None,
        network_addresses=(),
    )


def security(vm_id: UUID, **changes: object) -> VMSecurity:
    """Return the security settings of a virtual machine without any."""
    plain = VMSecurity(
        vm_id=vm_id,
        tpm_enabled=False,
        key_storage_drive_enabled=False,
        shielded=False,
        encrypt_state_and_migration_traffic=False,
        bind_to_host_tpm=None,
        key_protector_bytes=4,
        guardian_thumbprints=(),
    )
    return plain.model_copy(update=changes)


def entry(root: str, relative: str, size_bytes: int = 0) -> FolderEntry:
    """Return a file below a home."""
    return FolderEntry(
        root=path(root),
        relative_path=relative,
        is_folder=False,
        size_bytes=size_bytes,
        last_written_at=NOW,
        attributes=(),
    )


def files_of(vm_id: UUID, name: str) -> tuple[FolderEntry, ...]:
    """Return the files of a virtual machine that lies in one home."""
    home = f"D:\\VMs\\{name}"
    return (
        entry(home, f"Virtual Machines\\{vm_id}.vmcx", 57344),
        entry(home, f"Virtual Machines\\{vm_id}.vmgs", 4096),
        entry(home, f"{name}.vhdx", 40 * GIB),
    )


def inventory(**changes: object) -> Inventory:
    """Return a domain controller and an application server, both as they should be."""
    plain = Inventory(
        taken_at=NOW,
        taken_by="0.1.0",
        host=host(),
        virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app")),
        virtual_hard_disks=(disk("D:\\VMs\\dc01\\dc01.vhdx", DC_ID), disk("D:\\VMs\\app\\app.vhdx", APP_ID)),
        checkpoints=(),
        security=(security(DC_ID), security(APP_ID)),
        certificates=(),
        guests=(guest(DC_ID, 3, "srv.example.test"), guest(APP_ID, 3, "app.example.test")),
        folders=(*files_of(DC_ID, "dc01"), *files_of(APP_ID, "app")),
        volumes=(volume("D"),),
        volume_contents=(),
        physical_disks=(physical_disk(1),),
        disk_events=(),
        switches=(switch(),),
        network_adapters=(network_adapter(),),
        services=(),
        host_items=(),
    )
    return plain.model_copy(update=changes)


CONFIG: dict[str, object] = {
    "schema_version": 1,
    "name": "rebuild-hv01",
    "source": {"connection": {"address": "hv01.example.test", "user": "Administrator"}},
    "destination": {
        "host": {
            "name": "HV01",
            "release": "2025",
            "edition": "standard",
            "cpu_vendor": "intel",
            "logical_processors": 32,
            "memory_bytes": "128 GiB",
            "volumes": {"D": {"size_bytes": "4 TB"}},
            "physical_adapters": [{"name": "onboard-1"}],
        }
    },
    "switches": [{"switch": "LAN", "adapters": ["onboard-1"]}],
    "external_disks": {"a": {"size_bytes": "4 TB"}, "b": {"size_bytes": "4 TB"}},
}


def config(**changes: object) -> Config:
    """Return a config for that host without any fault."""
    made, faults = validate_config({**CONFIG, **changes})  # type: ignore[dict-item]
    assert made is not None, faults
    return made


def destination(**changes: object) -> Config:
    """Return that config with another destination host."""
    whole = config()
    host_changed = whole.destination.host.model_copy(update=changes)
    return whole.model_copy(update={"destination": whole.destination.model_copy(update={"host": host_changed})})
