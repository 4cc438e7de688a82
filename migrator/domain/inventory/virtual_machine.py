"""A virtual machine with everything that is attached to it."""

from enum import StrEnum
from uuid import UUID

from migrator.domain.model import Model, SizeBytes, UtcTime, WindowsPath


class VMState(StrEnum):
    """Microsoft.HyperV.PowerShell.VMState, all 27 values of the listing of 2020."""

    OTHER = "Other"
    RUNNING = "Running"
    OFF = "Off"
    STOPPING = "Stopping"
    SAVED = "Saved"
    PAUSED = "Paused"
    STARTING = "Starting"
    RESET = "Reset"
    SAVING = "Saving"
    PAUSING = "Pausing"
    RESUMING = "Resuming"
    FAST_SAVED = "FastSaved"
    FAST_SAVING = "FastSaving"
    FORCE_SHUTDOWN = "ForceShutdown"
    FORCE_REBOOT = "ForceReboot"
    HIBERNATED = "Hibernated"
    COMPONENT_SERVICING = "ComponentServicing"
    RUNNING_CRITICAL = "RunningCritical"
    OFF_CRITICAL = "OffCritical"
    STOPPING_CRITICAL = "StoppingCritical"
    SAVED_CRITICAL = "SavedCritical"
    PAUSED_CRITICAL = "PausedCritical"
    STARTING_CRITICAL = "StartingCritical"
    RESET_CRITICAL = "ResetCritical"
    SAVING_CRITICAL = "SavingCritical"
    PAUSING_CRITICAL = "PausingCritical"
    RESUMING_CRITICAL = "ResumingCritical"
    FAST_SAVED_CRITICAL = "FastSavedCritical"
    FAST_SAVING_CRITICAL = "FastSavingCritical"


class StartAction(StrEnum):
    """AutomaticStartAction."""

    NOTHING = "Nothing"
    START_IF_RUNNING = "StartIfRunning"
    START = "Start"


class StopAction(StrEnum):
    """AutomaticStopAction."""

    TURN_OFF = "TurnOff"
    SAVE = "Save"
    SHUT_DOWN = "ShutDown"


class ControllerType(StrEnum):
    """Bus of a drive inside the virtual machine."""

    IDE = "IDE"
    SCSI = "SCSI"
    PMEM = "PMEM"


class HardDiskDrive(Model):
    """A virtual hard disk, or a pass-through disk, at its place on a controller."""

    controller_type: ControllerType
    controller_number: int
    controller_location: int
    path: WindowsPath | None
    """None for a pass-through disk."""
    disk_number: int | None
    """Number of the host's physical disk of a pass-through disk."""
    shared: bool
    """SupportPersistentReservations: a shared VHDX or VHD set."""
    pool_name: str
    qos_policy_id: UUID | None
    minimum_iops: int | None
    maximum_iops: int | None


class DvdDrive(Model):
    """A DVD drive; `path` is None when empty or when it passes the host's drive through."""

    controller_type: ControllerType
    controller_number: int
    controller_location: int
    media_type: str
    path: WindowsPath | None


class Vlan(Model):
    """Get-VMNetworkAdapterVlan."""

    mode: str
    """Untagged, Access, Trunk, Private."""
    access_vlan_id: int
    native_vlan_id: int
    allowed_vlan_ids: tuple[int, ...]
    primary_vlan_id: int
    secondary_vlan_ids: tuple[int, ...]


class VMNetworkAdapter(Model):
    """A network adapter of a virtual machine."""

    id: str
    name: str
    """Localised by default ("Netzwerkkarte"); not unique."""
    is_legacy: bool
    switch_name: str | None
    """None when not connected."""
    switch_id: UUID | None
    connected: bool
    mac_address: str
    """Twelve hex digits; 000000000000 for a dynamic address of a VM that never ran."""
    dynamic_mac_address: bool
    mac_address_spoofing: bool
    dhcp_guard: bool
    router_guard: bool
    port_mirroring: str
    allow_teaming: bool
    iov_weight: int
    vmq_weight: int
    minimum_bandwidth_absolute: int | None
    minimum_bandwidth_weight: int | None
    maximum_bandwidth: int | None
    pool_name: str
    ip_addresses: tuple[str, ...]
    vlan: Vlan


class IntegrationService(Model):
    """An integration service by the GUID at the end of its Id; names are localised."""

    component_id: UUID
    name: str
    enabled: bool
    status: str | None
    """PrimaryOperationalStatus."""


class VMProcessor(Model):
    """Get-VMProcessor."""

    count: int
    compatibility_for_migration: bool
    expose_virtualization_extensions: bool
    hw_thread_count_per_core: int
    maximum_count_per_numa_node: int
    maximum_count_per_numa_socket: int
    reserve: int
    maximum: int
    relative_weight: int


class VMMemory(Model):
    """Get-VMMemory."""

    startup_bytes: SizeBytes
    dynamic: bool
    minimum_bytes: SizeBytes
    maximum_bytes: SizeBytes
    buffer: int
    priority: int
    maximum_per_numa_node_mib: int


class ComPort(Model):
    """A COM port that has a named pipe behind it."""

    number: int
    path: str


class Firmware(Model):
    """Generation 2: Get-VMFirmware; `boot_order` as descriptions in order."""

    secure_boot: bool
    secure_boot_template: str | None
    boot_order: tuple[str, ...]


class VirtualMachine(Model):
    """Document of `Get-VMInventory`: one per virtual machine, in the host's order."""

    id: UUID
    name: str
    generation: int
    version: str
    state: VMState
    status: str
    """Localised; shown, never matched."""
    uptime_s: int
    created_at: UtcTime
    notes: str
    is_clustered: bool
    replication_mode: str
    replication_state: str
    configuration_location: WindowsPath
    path: WindowsPath
    snapshot_file_location: WindowsPath
    smart_paging_file_path: WindowsPath
    smart_paging_file_in_use: bool
    checkpoint_type: str
    automatic_checkpoints: bool | None
    """None where the host does not know the setting (Server 2016)."""
    parent_checkpoint_id: UUID | None
    automatic_start_action: StartAction
    automatic_start_delay_s: int
    automatic_stop_action: StopAction
    guest_controlled_cache_types: bool
    low_memory_mapped_io_bytes: SizeBytes
    high_memory_mapped_io_bytes: SizeBytes
    processor: VMProcessor
    memory: VMMemory
    firmware: Firmware | None
    """None for generation 1."""
    hard_disk_drives: tuple[HardDiskDrive, ...]
    dvd_drives: tuple[DvdDrive, ...]
    floppy_path: WindowsPath | None
    network_adapters: tuple[VMNetworkAdapter, ...]
    com_ports: tuple[ComPort, ...]
    integration_services: tuple[IntegrationService, ...]
    has_remotefx_adapter: bool
    fibre_channel_adapter_count: int
    gpu_partition_adapter_count: int
    assigned_device_count: int
    groups: tuple[str, ...]
