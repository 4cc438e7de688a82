"""A host of a world: identity, hardware, Hyper-V settings, what else a rebuild would lose, planted faults."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from migrator.lab.world.model_disk import GIB, PhysicalDisk, Volume
from migrator.lab.world.model_network import IpConfiguration, LbfoTeam, PhysicalAdapter, Switch
from migrator.lab.world.model_planned import PlannedVm
from migrator.lab.world.model_vm import Vm

Release = Literal["2016", "2019", "2022", "2025"]


@dataclass
class Cpu:
    """The processors; all sockets alike."""

    name: str = "Intel(R) Xeon(R) E-2236 CPU @ 3.40GHz"
    manufacturer: str = "GenuineIntel"
    sockets: int = 1
    cores_per_socket: int = 6
    logical_per_socket: int = 12
    numa_nodes: int = 1


@dataclass
class HyperVSettings:
    """Get-VMHost; the paths default to the system volume."""

    virtual_machine_path: str = "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V"
    virtual_hard_disk_path: str = "C:\\Users\\Public\\Documents\\Hyper-V\\Virtual Hard Disks"
    mac_address_minimum: str = "00155D010A00"
    mac_address_maximum: str = "00155D010AFF"
    numa_spanning_enabled: bool = True
    enhanced_session_mode_enabled: bool = False
    maximum_storage_migrations: int = 2
    maximum_virtual_machine_migrations: int = 2
    use_any_network_for_migration: bool = False
    virtual_machine_migration_enabled: bool = False
    virtual_machine_migration_authentication_type: str = "CredSSP"
    virtual_machine_migration_performance_option: str = "Compression"
    resource_metering_save_interval_s: int = 3600
    fibre_channel_wwnn: str = "C003FF0000FFFF00"
    fibre_channel_wwpn_minimum: str = "C003FF5778E50000"
    fibre_channel_wwpn_maximum: str = "C003FF5778E5FFFF"
    iov_support: bool = False
    supported_versions: list[str] | None = None
    """None: those of the release."""


@dataclass
class Certificate:
    """A certificate of LocalMachine; the lab keeps no private key."""

    store: str
    """`My`, `Root`, `Shielded VM Local Certificates` ..."""
    thumbprint: str
    subject: str
    friendly_name: str = ""
    not_before: datetime = datetime(2024, 1, 1, tzinfo=UTC)
    not_after: datetime = datetime(2034, 1, 1, tzinfo=UTC)
    has_private_key: bool = True
    exportable: bool = True
    """Whether the private key may leave the host."""


@dataclass
class Service:
    """Win32_Service."""

    name: str
    display_name: str
    state: str = "Running"
    start_mode: str = "Auto"
    account: str = "LocalSystem"
    path_name: str = "C:\\Windows\\System32\\svchost.exe -k netsvcs"


@dataclass
class ScheduledTask:
    """A scheduled task; the operator's own ones lie outside Microsoft's folder."""

    name: str
    path: str = "\\"
    state: str = "Ready"
    """Ready, Running, Queued, Disabled."""
    description: str = ""
    execute: str = ""
    arguments: str = ""
    user_id: str = "SYSTEM"
    run_level: str = "Limited"
    multiple_instances: str = "IgnoreNew"
    """What a second start does while one runs: IgnoreNew, Queue, Parallel."""
    execution_time_limit: str = "PT72H"
    last_run_at: datetime | None = None
    last_result: int = 0


@dataclass
class Share:
    """An SMB share; `special` marks the administrative ones (C$, ADMIN$)."""

    name: str
    path: str
    description: str = ""
    special: bool = False


@dataclass
class LocalUser:
    """A local account."""

    name: str
    sid: str
    enabled: bool = True


@dataclass
class GroupMember:
    """A member of a local group, by the group's SID: S-1-5-32-544 Administrators, S-1-5-32-578 Hyper-V Administrators."""

    group_sid: str
    name: str
    sid: str
    object_class: str = "User"
    source: str = "Local"


@dataclass
class Feature:
    """A server role or feature."""

    name: str
    display_name: str
    installed: bool = True


@dataclass
class Event:
    """An entry of an event log."""

    provider: str
    event_id: int
    level: int
    """1 critical, 2 error, 3 warning, 4 information."""
    at: datetime
    message: str
    log: str = "System"


@dataclass
class Quotas:
    """Limits of WinRM shells, and the largest envelope."""

    max_shells_per_user: int = 30
    max_processes_per_shell: int = 25
    max_memory_per_shell_mib: int = 1024
    idle_timeout_ms: int = 7200000
    max_envelope_size_kib: int = 500


@dataclass
class PlantedError:
    """What a command ends with instead of answering; fields as in `lab.cmdlets.api.PsError`."""

    message: str
    error_id: str
    category: str = "NotSpecified"
    exception_type: str = "System.Management.Automation.RuntimeException"
    hresult: int | None = None


@dataclass
class Faults:
    r"""Planted faults; commands are module-qualified (`Hyper-V\Get-VM`) and compared without regard to case."""

    missing_modules: set[str] = field(default_factory=set)
    missing_commands: set[str] = field(default_factory=set)
    missing_properties: dict[str, set[str]] = field(default_factory=dict)
    """Command -> properties its objects lack."""
    renamed_properties: dict[str, dict[str, str]] = field(default_factory=dict)
    """Command -> real name -> the name it has here."""
    errors: dict[str, PlantedError] = field(default_factory=dict)
    slow_s: dict[str, float] = field(default_factory=dict)
    """Command -> seconds it takes to answer."""
    incompatibilities: dict[str, str] = field(default_factory=dict)
    """Name of a VM -> what a compatibility report says of it that nobody has seen before."""
    processor_incompatibilities: dict[str, str] = field(default_factory=dict)
    """The same, about the VM's processor."""
    import_grants_access: bool = True
    """Whether importing gives the VM's own account its rights on the files."""
    deaf_switches: bool = False
    """Whether the building's network does not know what comes through a virtual switch: sessions over one stay away."""


@dataclass
class AssignableDevice:
    """A device of the host that could be assigned to a VM."""

    location_path: str
    name: str = ""


@dataclass
class Host:
    """A Windows host with Hyper-V."""

    name: str
    machine_guid: UUID
    certificate_thumbprint: str = ""
    """Identity of its HTTPS listener."""
    release: Release = "2016"
    os_build: int | None = None
    """None: that of the release."""
    edition: str = "Standard"
    """Standard, Datacenter, Hyper-V Server, Pro (a client)."""
    language: str = "en-US"
    time_zone: str = "UTC"
    """Windows' own id of the zone: `W. Europe Standard Time`."""
    domain: str = "WORKGROUP"
    domain_joined: bool = False
    manufacturer: str = "FUJITSU"
    hardware_model: str = "PRIMERGY TX1330 M4"
    serial_number: str = "YMXA012345"
    cpu: Cpu = field(default_factory=Cpu)
    memory_bytes: int = 64 * GIB
    ecc_memory: bool | None = True
    installed_at: datetime = datetime(2019, 5, 4, 7, 0, tzinfo=UTC)
    booted_at: datetime = datetime(2024, 5, 1, 3, 0, tzinfo=UTC)
    session_address: str | None = None
    """Own address that remote sessions come in on; None: over loopback, which no adapter carries."""
    session_breaks: int = 0
    """How often the adapter under the sessions was rebuilt; each time they break."""
    optical_letter: str | None = None
    """Drive letter of an optical drive; None: there is none."""
    clock_offset_s: float = 0.0
    """Difference of the host's clock from the world's."""
    administrator: str = "Administrator"
    hyperv: HyperVSettings = field(default_factory=HyperVSettings)
    quotas: Quotas = field(default_factory=Quotas)
    vms: list[Vm] = field(default_factory=list)
    planned: list[PlannedVm] = field(default_factory=list)
    """What Compare-VM left behind."""
    disks: list[PhysicalDisk] = field(default_factory=list)
    switches: list[Switch] = field(default_factory=list)
    adapters: list[PhysicalAdapter] = field(default_factory=list)
    lbfo_teams: list[LbfoTeam] = field(default_factory=list)
    addresses: dict[str, IpConfiguration] = field(default_factory=dict)
    """By interface alias: a physical adapter's or team's name, or `vEthernet (...)` of a management adapter."""
    certificates: list[Certificate] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    tasks: list[ScheduledTask] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    local_users: list[LocalUser] = field(default_factory=list)
    group_members: list[GroupMember] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    registry: dict[str, dict[str, str | int]] = field(default_factory=dict)
    """Key below HKLM: (`SOFTWARE\\Vendor`) -> value name -> value, beside those a Windows has."""
    events: list[Event] = field(default_factory=list)
    assignable_devices: list[AssignableDevice] = field(default_factory=list)
    vm_groups: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)

    @property
    def volumes(self) -> list[Volume]:
        """All volumes that are there now, with or without a letter."""
        return [v for disk in self.disks if not disk.is_offline for v in disk.volumes if v.present]

    @property
    def build(self) -> int:
        """OS build; the release's own unless told otherwise."""
        return self.os_build if self.os_build is not None else BUILDS[self.release]

    @property
    def is_server(self) -> bool:
        """Whether the edition is a server's: clients lack ServerManager and more."""
        return self.edition not in {"Pro", "Enterprise", "Education"}


BUILDS: dict[str, int] = {"2016": 14393, "2019": 17763, "2022": 20348, "2025": 26100}
