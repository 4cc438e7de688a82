"""The host itself: operating system, processor, memory, Hyper-V settings, limits of its remoting."""

from enum import StrEnum

from pydantic import Field

from migrator.domain.model import Model, SizeBytes, UtcTime, WindowsPath


class CpuVendor(StrEnum):
    """Saved states do not cross from one to the other."""

    INTEL = "intel"
    AMD = "amd"
    OTHER = "other"


class Processor(Model):
    """One socket. Source: CIM class Win32_Processor."""

    name: str
    vendor: CpuVendor
    core_count: int
    logical_processor_count: int


class NumaNode(Model):
    """Source: Get-VMHostNumaNode."""

    node_id: int
    processor_count: int
    memory_total_mib: int


class SupportedVersion(Model):
    """A configuration version the host accepts. Source: Get-VMHostSupportedVersion."""

    name: str
    version: str
    is_default: bool


class HyperVSettings(Model):
    """Source: Get-VMHost."""

    virtual_machine_path: WindowsPath
    virtual_hard_disk_path: WindowsPath
    mac_address_minimum: str
    mac_address_maximum: str
    numa_spanning_enabled: bool
    enhanced_session_mode_enabled: bool
    maximum_storage_migrations: int
    maximum_virtual_machine_migrations: int
    use_any_network_for_migration: bool
    virtual_machine_migration_enabled: bool
    virtual_machine_migration_authentication_type: str
    virtual_machine_migration_performance_option: str
    resource_metering_save_interval_s: int
    fibre_channel_wwnn: str
    fibre_channel_wwpn_minimum: str
    fibre_channel_wwpn_maximum: str
    iov_support: bool
    supported_versions: tuple[SupportedVersion, ...]


class RemotingQuotas(Model):
    r"""Limits of WinRM shells; None where the host does not tell. Source: WSMan:\localhost\Shell."""

    max_shells_per_user: int | None
    max_processes_per_shell: int | None
    max_memory_per_shell_mib: int | None
    idle_timeout_ms: int | None
    max_envelope_size_kib: int | None


class Host(Model):
    """Document of `Get-HostInventory`: exactly one."""

    name: str
    fully_qualified_name: str
    domain_joined: bool
    domain: str
    """DNS name of the domain, or the workgroup's name."""
    manufacturer: str
    hardware_model: str
    serial_number: str
    """Of the chassis, as the firmware says it; often a placeholder text."""
    os_caption: str
    os_version: str
    os_build: int
    os_sku: int
    """OperatingSystemSKU: 7 Standard, 8 Datacenter, 42 Hyper-V Server, 48 client Pro ..."""
    os_language: str
    """IETF tag such as de-DE."""
    installed_at: UtcTime
    booted_at: UtcTime
    clock: UtcTime
    """The host's own clock at the moment of reading."""
    time_zone: str
    powershell_version: str
    hyperv_module_version: str
    memory_bytes: SizeBytes
    ecc_memory: bool | None
    """From Win32_PhysicalMemoryArray.MemoryErrorCorrection; None where the firmware does not say."""
    processors: tuple[Processor, ...] = Field(min_length=1)
    numa_nodes: tuple[NumaNode, ...]
    hyperv: HyperVSettings
    quotas: RemotingQuotas
    machine_guid: str
    """HKLM:\\SOFTWARE\\Microsoft\\Cryptography MachineGuid: tells a rebuilt host from the old one at the same address."""
