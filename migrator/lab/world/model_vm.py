"""Virtual machines of a world, with everything that is attached to them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

GIB = 1 << 30
MIB = 1 << 20
EPOCH = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)


@dataclass
class HardDiskDrive:
    """A virtual hard disk file, or (with `disk_number`) a pass-through disk, on a controller."""

    path: str | None = None
    controller_type: str = "SCSI"
    controller_number: int = 0
    controller_location: int = 0
    disk_number: int | None = None
    shared: bool = False
    pool_name: str = "Primordial"
    qos_policy_id: UUID | None = None
    minimum_iops: int = 0
    maximum_iops: int = 0


@dataclass
class DvdDrive:
    """A DVD drive: `None`, `ISO` or `PassThrough`."""

    path: str | None = None
    controller_type: str = "SCSI"
    controller_number: int = 0
    controller_location: int = 1
    media_type: str | None = None
    """None: ISO when there is a path, else None (empty)."""


@dataclass
class Vlan:
    """Get-VMNetworkAdapterVlan."""

    mode: str = "Untagged"
    access_vlan_id: int = 0
    native_vlan_id: int = 0
    allowed_vlan_ids: tuple[int, ...] = ()
    primary_vlan_id: int = 0
    secondary_vlan_ids: tuple[int, ...] = ()
    private_mode: str = ""


@dataclass
class VmNetworkAdapter:
    """A network adapter of a VM; `switch_name` names a switch of the host, which may be gone."""

    id: UUID
    name: str | None = None
    """None: the host's own (localised) default name."""
    switch_name: str | None = None
    mac_address: str = "000000000000"
    dynamic_mac_address: bool = True
    is_legacy: bool = False
    mac_address_spoofing: bool = False
    dhcp_guard: bool = False
    router_guard: bool = False
    port_mirroring: str = "None"
    allow_teaming: bool = False
    iov_weight: int = 0
    vmq_weight: int = 100
    minimum_bandwidth_absolute: int | None = None
    minimum_bandwidth_weight: int | None = None
    maximum_bandwidth: int | None = None
    pool_name: str = ""
    ip_addresses: tuple[str, ...] = ()
    vlan: Vlan = field(default_factory=Vlan)


@dataclass
class Checkpoint:
    """A checkpoint with the drives it had; `state` is Saved when memory was captured."""

    id: UUID
    name: str
    drives: list[HardDiskDrive] = field(default_factory=list)
    created_at: datetime = EPOCH
    parent_id: UUID | None = None
    checkpoint_type: str = "Standard"
    state: str = "Off"
    is_automatic: bool = False
    path: str | None = None
    """None: the VM's snapshot file location."""


@dataclass
class Security:
    """Virtual TPM and key protector; the thumbprints are those of owner and guardians (signing, encryption)."""

    tpm_enabled: bool = False
    key_storage_drive_enabled: bool = False
    shielded: bool = False
    encrypt_state_and_migration_traffic: bool = False
    bind_to_host_tpm: bool = False
    guardian_thumbprints: tuple[str, ...] = ()
    key_protector: bytes | None = None
    """None: made of the thumbprints, or the four bytes of a VM without one."""


@dataclass
class Processor:
    """Get-VMProcessor."""

    count: int = 2
    compatibility_for_migration: bool = False
    expose_virtualization_extensions: bool = False
    hw_thread_count_per_core: int = 0
    maximum_count_per_numa_node: int = 8
    maximum_count_per_numa_socket: int = 1
    reserve: int = 0
    maximum: int = 100
    relative_weight: int = 100


@dataclass
class Memory:
    """Get-VMMemory."""

    startup_bytes: int = 4 * GIB
    dynamic: bool = False
    minimum_bytes: int = 512 * MIB
    maximum_bytes: int = 1024 * GIB
    buffer: int = 20
    priority: int = 50
    maximum_per_numa_node_mib: int = 32000
    assigned_bytes: int | None = None


@dataclass
class Replication:
    """Hyper-V replica; Disabled unless a scenario says otherwise."""

    mode: str = "None"
    state: str = "Disabled"
    health: str = "NotApplicable"
    replica_server: str = ""


@dataclass
class ConsoleEntry:
    """An account that may open the machine's console: Get-VMConnectAccess."""

    user_name: str
    sid: str


@dataclass
class Coming:
    """What a machine is about to become. Each look at it (Get-VM) brings it nearer, so that waiting needs no clock."""

    what: str
    """`off`, `up`, `merged`, `moved`."""
    looks: int
    """How many more looks find it not there yet."""
    to: str = ""
    """Where it is moved."""


@dataclass
class Vm:
    """A virtual machine registered on a host; names need not be unique, ids are."""

    name: str
    id: UUID
    path: str
    """Folder above `Virtual Machines`: its home, when it has one."""
    generation: int = 2
    version: str | None = None
    """None: the host's default configuration version."""
    state: str = "Off"
    uptime: timedelta = timedelta()
    created_at: datetime = EPOCH
    notes: str = ""
    status: str | None = None
    """None: the host's localised word for normal operation."""
    is_clustered: bool = False
    replication: Replication = field(default_factory=Replication)
    configuration_location: str | None = None
    snapshot_file_location: str | None = None
    smart_paging_file_path: str | None = None
    smart_paging_file_in_use: bool = False
    checkpoint_type: str = "Production"
    automatic_checkpoints: bool = False
    parent_checkpoint_id: UUID | None = None
    automatic_start_action: str = "StartIfRunning"
    automatic_start_delay_s: int = 0
    automatic_stop_action: str = "Save"
    guest_controlled_cache_types: bool = False
    low_memory_mapped_io_bytes: int = 128 * MIB
    high_memory_mapped_io_bytes: int = 512 * MIB
    processor: Processor = field(default_factory=Processor)
    memory: Memory = field(default_factory=Memory)
    secure_boot: bool = True
    secure_boot_template: str = "MicrosoftWindows"
    boot_order: list[str] | None = None
    """Generation 2: `drive`, `dvd`, `network`, `file` with a number (`drive:0`); None: drives, then adapters."""
    hard_disk_drives: list[HardDiskDrive] = field(default_factory=list)
    dvd_drives: list[DvdDrive] = field(default_factory=list)
    floppy_path: str | None = None
    network_adapters: list[VmNetworkAdapter] = field(default_factory=list)
    com_ports: dict[int, str] = field(default_factory=dict)
    integration_services_disabled: set[str] = field(default_factory=lambda: {"guest-service-interface"})
    """Keys of `cmdlets.words.INTEGRATION_SERVICES`: guest-service-interface, heartbeat, key-value-pair-exchange,
    shutdown, time-synchronization, vss."""
    integration_services_version: str = "0.0"
    checkpoints: list[Checkpoint] = field(default_factory=list)
    security: Security = field(default_factory=Security)
    guest: dict[str, str] = field(default_factory=dict)
    """Intrinsic key-value pairs: FullyQualifiedDomainName, OSName, OSVersion, ProductType, NetworkAddressIPv4 ..."""
    has_remotefx_adapter: bool = False
    fibre_channel_adapter_count: int = 0
    gpu_partition_adapter_count: int = 0
    assigned_devices: list[str] = field(default_factory=list)
    """Location paths of devices assigned by DDA."""
    groups: list[str] = field(default_factory=list)
    shutdown_looks: int | None = 0
    """Looks that its guest takes to shut down; None: it never does what it is asked for."""
    boot_looks: int = 0
    merge_looks: int = 0
    move_looks: int = 0
    export_looks: int = 0
    coming: Coming | None = None
    heartbeat: str = "OkApplicationsHealthy"
    """Of its guest, once that is up."""
    worker_lingers: bool = False
    """Its worker process stays although it is off."""
    console_access: list[ConsoleEntry] = field(default_factory=list)
    console_access_from: UUID | None = None
    """Machine GUID of the host that wrote them last; on another one, entries of unknown accounts are refused at start."""
