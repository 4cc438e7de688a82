"""The host as the Hyper-V module shows it."""

from datetime import timedelta

from migrator.lab.cmdlets.api import PsObject, PsValue, PsVersion
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.refusals import invalid_parameter
from migrator.lab.world.model import Host

_NAMES = {
    "5.0": "Microsoft Windows 8.1/Server 2012 R2",
    "6.2": "Microsoft Windows 10 1507/Server 2016 Technical Preview 3",
    "7.0": "Microsoft Windows 10 1511/Server 2016 Technical Preview 4",
    "7.1": "Microsoft Windows 10 1511/Server 2016 Technical Preview 5",
    "8.0": "Microsoft Windows 10 Anniversary Update/Server 2016",
    "8.1": "Microsoft Windows 10 Creators Update",
    "8.2": "Microsoft Windows 10 Fall Creators Update/Server 1709",
    "8.3": "Microsoft Windows 10 April 2018 Update/Server 1803",
    "9.0": "Microsoft Windows 10 October 2018 Update/Server 2019",
    "9.1": "Microsoft Windows 10 May 2019 Update/Server 1903",
    "9.2": "Microsoft Windows 10 May 2020 Update/Server 2004",
    "9.3": "Microsoft Windows 10 21H1",
    "10.0": "Microsoft Windows 11/Server 2022",
    "11.0": "Microsoft Windows 11 22H2",
    "12.0": "Microsoft Windows 11 24H2/Server 2025",
}
_VERSIONS = {
    "2016": ["5.0", "6.2", "7.0", "7.1", "8.0"],
    "2019": ["5.0", "6.2", "7.0", "7.1", "8.0", "8.1", "8.2", "8.3", "9.0"],
    "2022": ["8.0", "8.1", "8.2", "8.3", "9.0", "9.1", "9.2", "9.3", "10.0"],
    "2025": ["8.0", "8.1", "8.2", "8.3", "9.0", "9.1", "9.2", "9.3", "10.0", "11.0", "12.0"],
}


def supported_versions(host: Host) -> list[str]:
    """Give the configuration versions that a host accepts, the default one last."""
    given = host.hyperv.supported_versions
    return list(given) if given is not None else list(_VERSIONS[host.release])


def default_version(host: Host) -> str:
    """Give the configuration version of a new virtual machine."""
    return supported_versions(host)[-1]


def get_vm_host(here: HostContext, _bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMHost."""
    host, settings = here.host, here.host.hyperv
    full_name = f"{host.name}.{host.domain}" if host.domain_joined else host.name
    performance = settings.virtual_machine_migration_performance_option
    authentication = settings.virtual_machine_migration_authentication_type
    versions: list[PsValue] = list(supported_versions(host))
    properties: dict[str, PsValue] = {
        "Name": host.name,
        "ComputerName": host.name,
        "FullyQualifiedDomainName": full_name,
        "LogicalProcessorCount": host.cpu.sockets * host.cpu.logical_per_socket,
        "MemoryCapacity": host.memory_bytes,
        "VirtualMachinePath": settings.virtual_machine_path,
        "VirtualHardDiskPath": settings.virtual_hard_disk_path,
        "MacAddressMinimum": settings.mac_address_minimum,
        "MacAddressMaximum": settings.mac_address_maximum,
        "NumaSpanningEnabled": settings.numa_spanning_enabled,
        "EnableEnhancedSessionMode": settings.enhanced_session_mode_enabled,
        "MaximumStorageMigrations": settings.maximum_storage_migrations,
        "MaximumVirtualMachineMigrations": settings.maximum_virtual_machine_migrations,
        "UseAnyNetworkForMigration": settings.use_any_network_for_migration,
        "VirtualMachineMigrationEnabled": settings.virtual_machine_migration_enabled,
        "VirtualMachineMigrationAuthenticationType": hyperv_enum("MigrationAuthenticationType", authentication),
        "VirtualMachineMigrationPerformanceOption": hyperv_enum("VMMigrationPerformance", performance),
        "ResourceMeteringSaveInterval": timedelta(seconds=settings.resource_metering_save_interval_s),
        "FibreChannelWwnn": settings.fibre_channel_wwnn,
        "FibreChannelWwpnMinimum": settings.fibre_channel_wwpn_minimum,
        "FibreChannelWwpnMaximum": settings.fibre_channel_wwpn_maximum,
        "IovSupport": settings.iov_support,
        "IovSupportReasons": None,
        "SupportedVmVersions": versions,
        "HostNumaStatus": list(_numa_nodes(here)),
        "IsDeleted": False,
    }
    return [PsObject(HYPERV + "VMHost", properties)]


_SETTABLE = {
    "VirtualMachinePath": "virtual_machine_path",
    "VirtualHardDiskPath": "virtual_hard_disk_path",
    "MacAddressMinimum": "mac_address_minimum",
    "MacAddressMaximum": "mac_address_maximum",
    "VirtualMachineMigrationAuthenticationType": "virtual_machine_migration_authentication_type",
    "VirtualMachineMigrationPerformanceOption": "virtual_machine_migration_performance_option",
}
_NUMBERS = {
    "MaximumStorageMigrations": "maximum_storage_migrations",
    "MaximumVirtualMachineMigrations": "maximum_virtual_machine_migrations",
}
_FLAGS = {
    "NumaSpanningEnabled": "numa_spanning_enabled",
    "EnableEnhancedSessionMode": "enhanced_session_mode_enabled",
    "UseAnyNetworkForMigration": "use_any_network_for_migration",
}


def set_vm_host(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VMHost: a default folder must be on a volume that is there; the pool must be in order."""
    settings = here.host.hyperv
    letters = {volume.drive_letter for volume in here.host.volumes}
    for name in ("VirtualMachinePath", "VirtualHardDiskPath"):
        path = bound.text(name)
        if path is not None and path[1:3] == ":\\" and path[0].upper() not in letters:
            raise invalid_parameter("Set-VMHost", f"The path '{path}' is not valid.")
    low = bound.text("MacAddressMinimum") or settings.mac_address_minimum
    high = bound.text("MacAddressMaximum") or settings.mac_address_maximum
    if low.upper() > high.upper():
        raise invalid_parameter("Set-VMHost", "The minimum MAC address is above the maximum one.")
    for name, field in _SETTABLE.items():
        if name in bound:
            setattr(settings, field, bound.text(name))
    for name, field in _NUMBERS.items():
        if name in bound:
            setattr(settings, field, bound.numbers(name)[0])
    for name, field in _FLAGS.items():
        if name in bound:
            setattr(settings, field, bound.flag(name))
    return []


def get_vm_host_numa_node(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMHostNumaNode [-Id]."""
    wanted = bound.numbers("Id")
    return [node for node in _numa_nodes(here) if not wanted or node["NodeId"] in wanted]


def get_vm_host_supported_version(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMHostSupportedVersion [-Default]."""
    default = default_version(here.host)
    return [
        PsObject(
            HYPERV + "VMHostSupportedVersion",
            {
                "Name": _NAMES.get(version, f"Version {version}"),
                "Version": PsVersion(version),
                "IsDefault": version == default,
                "ComputerName": here.host.name,
                "IsDeleted": False,
            },
        )
        for version in supported_versions(here.host)
        if version == default or not bound.flag("Default")
    ]


def _numa_nodes(here: HostContext) -> list[PsObject]:
    cpu = here.host.cpu
    nodes = cpu.numa_nodes
    per_node = cpu.sockets * cpu.logical_per_socket // nodes
    mib = here.host.memory_bytes // nodes >> 20
    return [
        PsObject(
            HYPERV + "VMHostNumaNode",
            {
                "NodeId": number,
                "ProcessorsAvailability": [100] * per_node,
                "MemoryAvailable": mib // 2,
                "MemoryTotal": mib,
                "ComputerName": here.host.name,
                "IsDeleted": False,
            },
        )
        for number in range(nodes)
    ]
