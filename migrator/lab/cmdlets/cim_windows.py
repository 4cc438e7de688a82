"""Classes of root/cimv2: the machine, its Windows, volumes, services."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.cim_file_access import file_security_settings
from migrator.lab.cmdlets.context import CIMV2, HostContext
from migrator.lab.cmdlets.operating_system import caption, language_number, sku, zone_bias_min

_ECC = {True: 6, False: 3, None: 2}
"""MemoryErrorCorrection: 6 multi-bit ECC, 3 none, 2 unknown."""
_SERVER, _DOMAIN_MEMBER = 3, 3


def _operating_system(here: HostContext) -> list[PsObject]:
    host = here.host
    return [
        PsObject(
            CIMV2 + "Win32_OperatingSystem",
            {
                "Caption": caption(host),
                "Version": f"10.0.{host.build}",
                "BuildNumber": str(host.build),
                "OperatingSystemSKU": sku(host),
                "ProductType": _SERVER if host.is_server else 1,
                "OSLanguage": language_number(host),
                "MUILanguages": [host.language],
                "InstallDate": host.installed_at,
                "LastBootUpTime": host.booted_at,
                "LocalDateTime": here.now,
                "CurrentTimeZone": zone_bias_min(host),
                "TotalVisibleMemorySize": host.memory_bytes // 1024,
                "SystemDrive": "C:",
                "SystemDirectory": "C:\\Windows\\system32",
                "WindowsDirectory": "C:\\Windows",
                "CSName": host.name,
            },
        )
    ]


def _computer_system(here: HostContext) -> list[PsObject]:
    host = here.host
    member, alone = (_DOMAIN_MEMBER, 2) if host.is_server else (1, 0)
    return [
        PsObject(
            CIMV2 + "Win32_ComputerSystem",
            {
                "Name": host.name,
                "DNSHostName": host.name,
                "Domain": host.domain,
                "PartOfDomain": host.domain_joined,
                "Workgroup": None if host.domain_joined else host.domain,
                "DomainRole": member if host.domain_joined else alone,
                "Manufacturer": host.manufacturer,
                "Model": host.hardware_model,
                "NumberOfProcessors": host.cpu.sockets,
                "NumberOfLogicalProcessors": host.cpu.sockets * host.cpu.logical_per_socket,
                "TotalPhysicalMemory": host.memory_bytes,
                "HypervisorPresent": True,
            },
        )
    ]


def _processors(here: HostContext) -> list[PsObject]:
    cpu = here.host.cpu
    return [
        PsObject(
            CIMV2 + "Win32_Processor",
            {
                "DeviceID": f"CPU{number}",
                "SocketDesignation": f"CPU {number}",
                "Name": cpu.name,
                "Manufacturer": cpu.manufacturer,
                "NumberOfCores": cpu.cores_per_socket,
                "NumberOfLogicalProcessors": cpu.logical_per_socket,
            },
        )
        for number in range(cpu.sockets)
    ]


def _bios(here: HostContext) -> list[PsObject]:
    host = here.host
    properties: dict[str, PsValue] = {
        "SerialNumber": host.serial_number,
        "Manufacturer": host.manufacturer,
        "SMBIOSBIOSVersion": "V1.0",
    }
    return [PsObject(CIMV2 + "Win32_BIOS", properties)]


def _enclosure(here: HostContext) -> list[PsObject]:
    properties: dict[str, PsValue] = {
        "SerialNumber": here.host.serial_number,
        "Manufacturer": here.host.manufacturer,
        "ChassisTypes": [7],
    }
    return [PsObject(CIMV2 + "Win32_SystemEnclosure", properties)]


def _memory_array(here: HostContext) -> list[PsObject]:
    properties: dict[str, PsValue] = {
        "Tag": "Physical Memory Array 0",
        "Use": 3,
        "MemoryErrorCorrection": _ECC[here.host.ecc_memory],
        "MemoryDevices": 4,
    }
    return [PsObject(CIMV2 + "Win32_PhysicalMemoryArray", properties)]


def _time_zone(here: HostContext) -> list[PsObject]:
    bias = zone_bias_min(here.host)
    offset = f"UTC{'+' if bias >= 0 else '-'}{abs(bias) // 60:02}:{abs(bias) % 60:02}"
    properties: dict[str, PsValue] = {
        "StandardName": here.host.time_zone,
        "Bias": bias,
        "Caption": f"({offset}) {here.host.time_zone}",
    }
    return [PsObject(CIMV2 + "Win32_TimeZone", properties)]


def _volumes(here: HostContext) -> list[PsObject]:
    fixed = [
        PsObject(
            CIMV2 + "Win32_Volume",
            {
                "DeviceID": volume.unique_id,
                "Name": f"{volume.drive_letter}:\\" if volume.drive_letter else volume.unique_id,
                "DriveLetter": f"{volume.drive_letter}:" if volume.drive_letter else None,
                "Label": volume.label or None,
                "FileSystem": volume.file_system or None,
                "DriveType": 3,
                "Capacity": volume.size_bytes,
                "FreeSpace": volume.free_bytes,
                "BlockSize": volume.cluster_bytes,
                "SerialNumber": volume.serial_number,
                "BootVolume": volume.is_boot,
                "SystemVolume": volume.is_system,
                "PageFilePresent": volume.paging_file,
                "Compressed": False,
                "DirtyBitSet": None,
            },
        )
        for volume in here.host.volumes
        if volume.partition_type != "Reserved"
    ]
    return fixed if here.host.optical_letter is None else [*fixed, _optical_volume(here, here.host.optical_letter)]


def _optical_volume(here: HostContext, letter: str) -> PsObject:
    nothing: dict[str, PsValue] = dict.fromkeys(
        ("Label", "FileSystem", "Capacity", "FreeSpace", "BlockSize", "SerialNumber", "DirtyBitSet")
    )
    return PsObject(
        CIMV2 + "Win32_Volume",
        {
            "DeviceID": f"\\\\?\\Volume{{{here.guid('optical')}}}\\",
            "Name": f"{letter}:\\",
            "DriveLetter": f"{letter}:",
            "DriveType": 5,
            **nothing,
            "BootVolume": None,
            "SystemVolume": None,
            "PageFilePresent": None,
            "Compressed": None,
        },
    )


def _page_files(here: HostContext) -> list[PsObject]:
    return [
        PsObject(
            CIMV2 + "Win32_PageFileUsage",
            {"Name": f"{volume.drive_letter}:\\pagefile.sys", "AllocatedBaseSize": 4096, "CurrentUsage": 0},
        )
        for volume in here.host.volumes
        if volume.paging_file
    ]


def _services(here: HostContext) -> list[PsObject]:
    return [
        PsObject(
            CIMV2 + "Win32_Service",
            {
                "Name": service.name,
                "DisplayName": service.display_name,
                "State": service.state,
                "Started": service.state == "Running",
                "StartMode": service.start_mode,
                "StartName": service.account,
                "PathName": service.path_name,
            },
        )
        for service in here.host.services
    ]


def _processes(here: HostContext) -> list[PsObject]:
    """Build the worker process of each virtual machine that is not off; its command line ends with the machine's id."""
    held = [vm for vm in here.host.vms if vm.worker_lingers or vm.state not in {"Off", "Saved", "FastSaved"}]
    return [
        PsObject(
            CIMV2 + "Win32_Process",
            {
                "ProcessId": 4000 + 4 * number,
                "Name": "vmwp.exe",
                "CommandLine": f'"C:\\Windows\\System32\\vmwp.exe" {str(vm.id).upper()}',
            },
        )
        for number, vm in enumerate(held)
    ]


CLASSES: Mapping[str, Callable[[HostContext], list[PsObject]]] = MappingProxyType(
    {
        "Win32_OperatingSystem": _operating_system,
        "Win32_ComputerSystem": _computer_system,
        "Win32_Processor": _processors,
        "Win32_BIOS": _bios,
        "Win32_SystemEnclosure": _enclosure,
        "Win32_PhysicalMemoryArray": _memory_array,
        "Win32_TimeZone": _time_zone,
        "Win32_Volume": _volumes,
        "Win32_PageFileUsage": _page_files,
        "Win32_Service": _services,
        "Win32_Process": _processes,
        "Win32_LogicalFileSecuritySetting": file_security_settings,
    }
)
