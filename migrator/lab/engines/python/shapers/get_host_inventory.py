"""Documents of `Get-HostInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import number, quietly, seconds, text, utc, values

_VENDORS = {"genuineintel": "intel", "authenticamd": "amd"}
_ECC = (5, 6)
_SAYS_SOMETHING = 3


def get_host_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield the one document of the host."""
    del parameters
    windows, computer = _cim(cmdlets, "Win32_OperatingSystem")[0], _cim(cmdlets, "Win32_ComputerSystem")[0]
    qualified = text(computer["DNSHostName"])
    if computer["PartOfDomain"]:
        qualified += "." + text(computer["Domain"])
    enclosures = [text(one["SerialNumber"]).strip() for one in _cim(cmdlets, "Win32_SystemEnclosure")]
    processors: list[JsonValue] = [_processor(socket) for socket in _cim(cmdlets, "Win32_Processor")]
    numa: list[JsonValue] = [
        {
            "node_id": number(node["NodeId"]),
            "processor_count": len(values(node["ProcessorsAvailability"])),
            "memory_total_mib": number(node["MemoryTotal"]),
        }
        for node in cmdlets("Hyper-V\\Get-VMHostNumaNode")
    ]
    zone = _registry(cmdlets, "SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation", "TimeZoneKeyName")
    yield {
        "name": text(computer["Name"]),
        "fully_qualified_name": qualified,
        "domain_joined": bool(computer["PartOfDomain"]),
        "domain": text(computer["Domain"]),
        "manufacturer": text(computer["Manufacturer"]),
        "hardware_model": text(computer["Model"]),
        "serial_number": next((serial for serial in enclosures if serial), ""),
        "os_caption": text(windows["Caption"]),
        "os_version": text(windows["Version"]),
        "os_build": number(windows["BuildNumber"]),
        "os_sku": number(windows["OperatingSystemSKU"]),
        "os_language": next((text(tag) for tag in values(windows["MUILanguages"]) if tag), ""),
        "installed_at": utc(windows["InstallDate"]),
        "booted_at": utc(windows["LastBootUpTime"]),
        "clock": utc(windows["LocalDateTime"]),
        "time_zone": zone.partition("\0")[0],
        "powershell_version": _registry(
            cmdlets, "SOFTWARE\\Microsoft\\PowerShell\\3\\PowerShellEngine", "PowerShellVersion"
        ),
        "hyperv_module_version": text(
            cmdlets("Microsoft.PowerShell.Core\\Get-Command", Name="Hyper-V\\Get-VM")[0]["Version"]
        ),
        "memory_bytes": number(computer["TotalPhysicalMemory"]),
        "ecc_memory": _ecc(cmdlets),
        "processors": processors,
        "numa_nodes": numa,
        "hyperv": _hyperv(cmdlets),
        "quotas": {
            "max_shells_per_user": _setting(cmdlets, "Shell\\MaxShellsPerUser"),
            "max_processes_per_shell": _setting(cmdlets, "Shell\\MaxProcessesPerShell"),
            "max_memory_per_shell_mib": _setting(cmdlets, "Shell\\MaxMemoryPerShellMB"),
            "idle_timeout_ms": _setting(cmdlets, "Shell\\IdleTimeout"),
            "max_envelope_size_kib": _setting(cmdlets, "MaxEnvelopeSizekb"),
        },
        "machine_guid": _registry(cmdlets, "SOFTWARE\\Microsoft\\Cryptography", "MachineGuid"),
    }


def _cim(cmdlets: Cmdlets, class_name: str) -> list[PsObject]:
    return cmdlets("CimCmdlets\\Get-CimInstance", ClassName=class_name)


def _registry(cmdlets: Cmdlets, key: str, name: str) -> str:
    return text(cmdlets("Microsoft.PowerShell.Management\\Get-ItemProperty", LiteralPath=f"HKLM:\\{key}")[0][name])


def _setting(cmdlets: Cmdlets, path: str) -> int | None:
    found = quietly(cmdlets, "Microsoft.PowerShell.Management\\Get-Item", LiteralPath=f"WSMan:\\localhost\\{path}")
    return number(found[0]["Value"]) if found else None


def _processor(socket: PsObject) -> dict[str, JsonValue]:
    return {
        "name": text(socket["Name"]).strip(),
        "vendor": _VENDORS.get(text(socket["Manufacturer"]).lower(), "other"),
        "core_count": number(socket["NumberOfCores"]),
        "logical_processor_count": number(socket["NumberOfLogicalProcessors"]),
    }


def _ecc(cmdlets: Cmdlets) -> bool | None:
    corrections = [number(array["MemoryErrorCorrection"]) for array in _cim(cmdlets, "Win32_PhysicalMemoryArray")]
    said = [correction in _ECC for correction in corrections if correction >= _SAYS_SOMETHING]
    return said[-1] if said else None


def _hyperv(cmdlets: Cmdlets) -> dict[str, JsonValue]:
    host = cmdlets("Hyper-V\\Get-VMHost")[0]
    return {
        "virtual_machine_path": text(host["VirtualMachinePath"]),
        "virtual_hard_disk_path": text(host["VirtualHardDiskPath"]),
        "mac_address_minimum": text(host["MacAddressMinimum"]),
        "mac_address_maximum": text(host["MacAddressMaximum"]),
        "numa_spanning_enabled": bool(host["NumaSpanningEnabled"]),
        "enhanced_session_mode_enabled": bool(host["EnableEnhancedSessionMode"]),
        "maximum_storage_migrations": number(host["MaximumStorageMigrations"]),
        "maximum_virtual_machine_migrations": number(host["MaximumVirtualMachineMigrations"]),
        "use_any_network_for_migration": bool(host["UseAnyNetworkForMigration"]),
        "virtual_machine_migration_enabled": bool(host["VirtualMachineMigrationEnabled"]),
        "virtual_machine_migration_authentication_type": text(host["VirtualMachineMigrationAuthenticationType"]),
        "virtual_machine_migration_performance_option": text(host["VirtualMachineMigrationPerformanceOption"]),
        "resource_metering_save_interval_s": seconds(host["ResourceMeteringSaveInterval"]),
        "fibre_channel_wwnn": text(host["FibreChannelWwnn"]),
        "fibre_channel_wwpn_minimum": text(host["FibreChannelWwpnMinimum"]),
        "fibre_channel_wwpn_maximum": text(host["FibreChannelWwpnMaximum"]),
        "iov_support": bool(host["IovSupport"]),
        "supported_versions": [
            {"name": text(one["Name"]), "version": text(one["Version"]), "is_default": bool(one["IsDefault"])}
            for one in cmdlets("Hyper-V\\Get-VMHostSupportedVersion")
        ],
    }
