"""Processor, memory, firmware, ports, integration services and security of virtual machines."""

from collections.abc import Callable
from uuid import UUID

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum, on_off
from migrator.lab.cmdlets.hyperv_drives import belongs_to, drive_objects, dvd_objects
from migrator.lab.cmdlets.hyperv_vm_network import adapter_object
from migrator.lab.cmdlets.refusals import invalid_parameter
from migrator.lab.cmdlets.select_vms import named_vms
from migrator.lab.cmdlets.wildcard import matches
from migrator.lab.cmdlets.words import INTEGRATION_SERVICES
from migrator.lab.world.model import Vm, named_guid

SECURE_BOOT_TEMPLATES = {
    "MicrosoftWindows": "1734c6e8-3154-4dda-ba5f-a874cc483422",
    "MicrosoftUEFICertificateAuthority": "272e7447-90a4-4563-a4b9-8e4ab00526ce",
    "OpenSourceShieldedVM": "4292ae2b-ee2c-42b5-a969-dd8f8689f6f3",
}


def get_vm_processor(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMProcessor."""
    return _of_each(here, bound, "Get-VMProcessor", processor_object)


def get_vm_memory(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMMemory."""
    return _of_each(here, bound, "Get-VMMemory", memory_object)


def get_vm_bios(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMBios: of generation 1 machines only."""
    vms = named_vms(here, bound, "Get-VMBios")
    _refuse_generation(vms, 2, "Get-VMBios")
    order: list[PsValue] = [hyperv_enum("BootDevice", name) for name in ("CD", "IDE", "LegacyNetworkAdapter", "Floppy")]
    return [
        PsObject(HYPERV + "VMBios", {"NumLockEnabled": False, "StartupOrder": order, **belongs_to(here, vm)})
        for vm in vms
    ]


def get_vm_firmware(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMFirmware: of generation 2 machines only."""
    vms = named_vms(here, bound, "Get-VMFirmware")
    _refuse_generation(vms, 1, "Get-VMFirmware")
    return [_firmware(here, vm) for vm in vms]


def get_vm_com_port(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMComPort [-Number]."""
    ports = [port for vm in named_vms(here, bound, "Get-VMComPort") for port in com_port_objects(here, vm)]
    numbers = {f"COM {number}" for number in bound.numbers("Number")}
    return [port for port in ports if not numbers or port["Name"] in numbers]


def get_vm_integration_service(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMIntegrationService [-Name]."""
    vms = named_vms(here, bound, "Get-VMIntegrationService")
    found = [service for vm in vms for service in integration_objects(here, vm)]
    names = bound.texts("Name")
    return [s for s in found if not names or any(matches(name, str(s["Name"])) for name in names)]


def com_port_objects(here: HostContext, vm: Vm) -> list[PsObject]:
    """Build both COM ports of a machine."""
    return [
        PsObject(
            HYPERV + "VMComPort",
            {
                "Name": f"COM {number}",
                "Path": vm.com_ports.get(number, ""),
                "DebuggerMode": on_off(False),
                "Id": f"Microsoft:{str(vm.id).upper()}\\8E3A359F-559A-4B6A-98A9-1690A6100ED7\\{number - 1}",
                **belongs_to(here, vm),
            },
        )
        for number in (1, 2)
    ]


def integration_objects(here: HostContext, vm: Vm) -> list[PsObject]:
    """Build the integration services of a machine, in the module's order."""
    return [
        _integration(here, vm, english, str(guid).upper(), key not in vm.integration_services_disabled)
        for key, (english, guid) in INTEGRATION_SERVICES.items()
    ]


def _integration(here: HostContext, vm: Vm, english: str, guid: str, enabled: bool) -> PsObject:
    state, text = ("Ok", "OK") if vm.state == "Running" else ("NoContact", here.word("No contact"))
    known = enabled and vm.state in {"Running", "Paused"}
    primary = hyperv_enum("VMIntegrationComponentOperationalStatus", state) if known else None
    return PsObject(
        HYPERV + "VMIntegrationComponent",
        {
            "Name": here.word(english),
            "Enabled": enabled,
            "OperationalStatus": [primary] if primary else [],
            "PrimaryOperationalStatus": primary,
            "PrimaryStatusDescription": text if known else "",
            "SecondaryOperationalStatus": None,
            "SecondaryStatusDescription": "",
            "StatusDescription": [text] if known else [],
            "Id": f"Microsoft:{str(vm.id).upper()}\\{guid}",
            **belongs_to(here, vm),
        },
    )


def processor_object(here: HostContext, vm: Vm) -> PsObject:
    """Build the VMProcessor of a machine."""
    processor = vm.processor
    properties: dict[str, PsValue] = {
        "Name": "Processor",
        "Id": f"Microsoft:{str(vm.id).upper()}\\b637f346-6a0e-4dec-af52-bd70cb80a21d\\0",
        "ResourcePoolName": "Primordial",
        "Count": processor.count,
        "CompatibilityForMigrationEnabled": processor.compatibility_for_migration,
        "CompatibilityForOlderOperatingSystemsEnabled": False,
        "ExposeVirtualizationExtensions": processor.expose_virtualization_extensions,
        "HwThreadCountPerCore": processor.hw_thread_count_per_core,
        "Maximum": processor.maximum,
        "Reserve": processor.reserve,
        "RelativeWeight": processor.relative_weight,
        "MaximumCountPerNumaNode": processor.maximum_count_per_numa_node,
        "MaximumCountPerNumaSocket": processor.maximum_count_per_numa_socket,
        "EnableHostResourceProtection": False,
        "OperationalStatus": [hyperv_enum("VMProcessorOperationalStatus", "Ok")],
        "StatusDescription": ["OK"],
        **belongs_to(here, vm),
    }
    return PsObject(HYPERV + "VMProcessor", properties)


def memory_object(here: HostContext, vm: Vm) -> PsObject:
    """Build the VMMemory of a machine."""
    memory = vm.memory
    return PsObject(
        HYPERV + "VMMemory",
        {
            "Name": "Memory",
            "Id": f"Microsoft:{str(vm.id).upper()}\\4764334d-e001-4176-82ee-5594ec9b530e",
            "ResourcePoolName": "Primordial",
            "Buffer": memory.buffer,
            "DynamicMemoryEnabled": memory.dynamic,
            "Startup": memory.startup_bytes,
            "Minimum": memory.minimum_bytes,
            "Maximum": memory.maximum_bytes,
            "MaximumPerNumaNode": memory.maximum_per_numa_node_mib,
            "Priority": memory.priority,
            **belongs_to(here, vm),
        },
    )


def _firmware(here: HostContext, vm: Vm) -> PsObject:
    template = SECURE_BOOT_TEMPLATES.get(vm.secure_boot_template)
    return PsObject(
        HYPERV + "VMFirmware",
        {
            "SecureBoot": on_off(vm.secure_boot),
            "SecureBootTemplate": vm.secure_boot_template if vm.secure_boot else None,
            "SecureBootTemplateId": None if template is None else UUID(template),
            "PreferredNetworkBootProtocol": hyperv_enum("IPProtocolPreference", "IPv4"),
            "ConsoleMode": hyperv_enum("ConsoleModeType", "Default"),
            "PauseAfterBootFailure": on_off(False),
            "BootOrder": list(_boot_sources(here, vm)),
            **belongs_to(here, vm),
        },
    )


def _boot_sources(here: HostContext, vm: Vm) -> list[PsObject]:
    devices: dict[str, tuple[str, str, PsObject | None]] = {"file:0": ("File", "Windows Boot Manager", None)}
    for kind, objects in (("drive", drive_objects(here, vm)), ("dvd", dvd_objects(here, vm))):
        for number, item in enumerate(objects):
            devices[f"{kind}:{number}"] = ("Drive", "EFI SCSI Device", item)
    for number, adapter in enumerate(vm.network_adapters):
        devices[f"network:{number}"] = ("Network", "EFI Network", adapter_object(here, vm, adapter))
    order = vm.boot_order if vm.boot_order is not None else [name for name in devices if name != "file:0"]
    return [
        PsObject(
            HYPERV + "VMBootSource",
            {
                "BootType": hyperv_enum("BootSourceType", devices[name][0]),
                "Description": devices[name][1],
                "FirmwarePath": f"\\AcpiEx(VMBus,0,0)\\{named_guid(here.world.seed, str(vm.id), name)}",
                "Device": devices[name][2],
                **belongs_to(here, vm),
            },
        )
        for name in order
    ]


def _refuse_generation(vms: list[Vm], generation: int, cmdlet: str) -> None:
    for vm in vms:
        if vm.generation == generation:
            raise invalid_parameter(
                cmdlet, f"This operation is not supported on generation {generation} virtual machine '{vm.name}'."
            )


def _of_each(
    here: HostContext, bound: Bound, cmdlet: str, build: Callable[[HostContext, Vm], PsObject]
) -> list[PsObject]:
    return [build(here, vm) for vm in named_vms(here, bound, cmdlet)]
