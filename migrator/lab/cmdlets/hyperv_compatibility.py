"""What a compatibility report says: the incompatibilities of a planned virtual machine with its host."""

from collections.abc import Iterator

from migrator.lab.cmdlets.api import PsError, PsObject, PsValue
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.hyperv_drives import drive_objects, dvd_objects
from migrator.lab.cmdlets.hyperv_vhd import chain_entries
from migrator.lab.cmdlets.hyperv_vm import vm_object
from migrator.lab.cmdlets.hyperv_vm_network import adapter_object, find_switch
from migrator.lab.cmdlets.hyperv_vm_parts import memory_object, processor_object
from migrator.lab.world.model import PlannedVm, Vm

SWITCH_MISSING, MEDIA_MISSING = 33012, 40010
"""The only two ids that public material confirms."""
INVENTED = 14000
"""Nobody has seen the ids of the others; scripts must not read them."""
_MIB = 1 << 20


def report_object(here: HostContext, planned: PlannedVm) -> PsObject:
    """Build the VMCompatibilityReport; this opens the disks, which may write to them."""
    return PsObject(
        HYPERV + "VMCompatibilityReport",
        {
            "VM": vm_object(here, planned.vm),
            "OperationType": hyperv_enum("OperationType", "ImportVirtualMachine"),
            "Destination": here.host.name,
            "Path": planned.path,
            "SnapshotPath": planned.snapshot_path,
            "VhdDestinationPath": planned.vhd_destination_path,
            "VhdSourcePath": planned.vhd_source_path,
            "Incompatibilities": list(incompatibilities(here, planned.vm)),
        },
    )


def incompatibilities(here: HostContext, vm: Vm) -> Iterator[PsObject]:
    """Find everything that does not fit, in the order in which Hyper-V looks."""
    yield from _processor(here, vm)
    yield from _memory(here, vm)
    yield from _disks(here, vm)
    yield from _media(here, vm)
    yield from _adapters(here, vm)
    unknown = here.host.faults.incompatibilities.get(vm.name)
    if unknown is not None:
        yield _error(unknown, INVENTED, None)


def _processor(here: HostContext, vm: Vm) -> Iterator[PsObject]:
    own, cpu = vm.processor, here.host.cpu
    logical = cpu.sockets * cpu.logical_per_socket
    per_node = logical // max(cpu.numa_nodes, 1)
    source = processor_object(here, vm)
    if own.count > logical:
        text = "The virtual machine is configured with more virtual processors than the computer supports."
        yield _error(here.word(text), INVENTED + 1, source)
    if own.count > per_node and own.maximum_count_per_numa_node > per_node:
        text = "The virtual NUMA topology of the virtual machine does not fit the topology of the computer."
        yield _error(here.word(text), INVENTED + 2, source)
    unknown = here.host.faults.processor_incompatibilities.get(vm.name)
    if unknown is not None:
        yield _error(unknown, INVENTED, source)
    too_old = here.host.release in {"2016", "2019"} or float(vm.version or "8.0") < 9.3  # noqa: PLR2004 the first on AMD
    if own.expose_virtualization_extensions and cpu.manufacturer == "AuthenticAMD" and too_old:
        text = "The virtual machine uses processor-specific features not supported on the computer."
        yield _error(here.word(text), INVENTED + 3, source)


def _memory(here: HostContext, vm: Vm) -> Iterator[PsObject]:
    own, nodes = vm.memory, max(here.host.cpu.numa_nodes, 1)
    per_node_mib = here.host.memory_bytes // nodes // _MIB
    if own.startup_bytes > here.host.memory_bytes:
        text = "The computer does not have enough memory for the virtual machine."
        yield _error(here.word(text), INVENTED + 4, memory_object(here, vm))
    elif own.startup_bytes // _MIB > per_node_mib and own.maximum_per_numa_node_mib > per_node_mib:
        text = "The virtual NUMA topology of the virtual machine does not fit the topology of the computer."
        yield _error(here.word(text), INVENTED + 5, memory_object(here, vm))


def _disks(here: HostContext, vm: Vm) -> Iterator[PsObject]:
    drives = [*zip(vm.hard_disk_drives, drive_objects(here, vm), strict=True)]
    for checkpoint in vm.checkpoints:
        drives += zip(checkpoint.drives, drive_objects(here, vm, checkpoint), strict=True)
    for drive, source in drives:
        if drive.path is None:
            continue
        try:
            chain_entries(here, drive.path, "Compare-VM")
        except PsError as fault:
            missing = here.files.find(drive.path) is None
            text = here.word("Virtual hard disk file not found.") if missing else fault.message
            yield _error(text, MEDIA_MISSING, source)


def _media(here: HostContext, vm: Vm) -> Iterator[PsObject]:
    for drive, source in zip(vm.dvd_drives, dvd_objects(here, vm), strict=True):
        if drive.path and drive.media_type in {None, "ISO"} and here.files.find(drive.path) is None:
            yield _error(here.word("ISO image file not found."), MEDIA_MISSING, source)


def _adapters(here: HostContext, vm: Vm) -> Iterator[PsObject]:
    for adapter in vm.network_adapters:
        if adapter.switch_name is not None and find_switch(here, adapter.switch_name) is None:
            text = here.word("Could not find Ethernet switch '{0}'.").format(adapter.switch_name)
            yield _error(text, SWITCH_MISSING, adapter_object(here, vm, adapter))


def _error(message: str, number: int, source: PsValue) -> PsObject:
    return PsObject(HYPERV + "VMCompatibilityError", {"Message": message, "MessageId": number, "Source": source})
