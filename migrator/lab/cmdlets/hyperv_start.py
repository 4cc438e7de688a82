"""What a host refuses to start, and the address that a virtual machine gets when it starts."""

from collections.abc import Iterator

from migrator.lab.cmdlets.api import PsError
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.hyperv_vm_network import find_switch
from migrator.lab.world.disk_reading import ParentChanged, ParentLost, Unreadable, parent_of
from migrator.lab.world.drive import AccessDenied, HostFiles
from migrator.lab.world.file_access import account_sid, has_access
from migrator.lab.world.model import Vm

_CLASS = "Microsoft.HyperV.PowerShell.Commands.StartVM"
_WELL_KNOWN = ("S-1-5-32-", "S-1-5-18", "S-1-5-11", "S-1-1-0")
_NEVER_RAN = "000000000000"


def refuse_start(here: HostContext, vm: Vm) -> None:
    """Raise what Start-VM ends with where the machine cannot start on this host."""
    for code, text, category in _obstacles(here, vm):
        raise PsError(
            f"'{vm.name}' failed to start.\n{text} ({code}). (Virtual machine ID {str(vm.id).upper()})",
            error_id=f"OperationFailed,{_CLASS}",
            category=category,
            exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
        )


def renew_addresses(here: HostContext, vm: Vm) -> None:
    """Give each dynamic address that is none of the host's range a new one out of it."""
    taken = {adapter.mac_address for other in here.host.vms for adapter in other.network_adapters}
    for adapter in vm.network_adapters:
        if adapter.dynamic_mac_address and not _in_pool(here, adapter.mac_address):
            adapter.mac_address = next(address for address in _pool(here) if address not in taken)
            taken.add(adapter.mac_address)


def _obstacles(here: HostContext, vm: Vm) -> Iterator[tuple[str, str, str]]:
    """Yield code, text and category, the one that Hyper-V meets first first."""
    if _unknown_accounts(here, vm):
        yield "0x80070539", "The security ID structure is invalid", "NotSpecified"
    files = HostFiles(here.host)
    media = [drive.path for drive in vm.dvd_drives if drive.media_type in {None, "ISO"}]
    for path in [drive.path for drive in vm.hard_disk_drives] + media:
        entry = None if path is None else files.find(path)
        if path is not None and entry is None:
            yield (
                "0x80070002",
                f"Attachment '{path}' not found: The system cannot find the file specified.",
                "NotSpecified",
            )
        elif entry is not None and (
            entry.unreadable or _unreadable(files, path or "") or (path not in media and _not_granted(here, vm, path))
        ):
            text = f"Account does not have permission to open attachment '{path}'. Error: 'General access denied error'"
            yield "0x80070005", text, "PermissionDenied"
    for adapter in vm.network_adapters:
        if adapter.switch_name is not None and find_switch(here, adapter.switch_name) is None:
            text = (
                "Failed to allocate resources while connecting to a virtual network. The Ethernet switch may not exist."
            )
            yield "0x80070002", text, "NotSpecified"
    if _larger_than_node(here, vm):
        text = "The virtual machine has more virtual processors than one NUMA node, and NUMA spanning is off."
        yield "0x8007000E", text, "NotSpecified"
    needed = sum(a.dynamic_mac_address and not _in_pool(here, a.mac_address) for a in vm.network_adapters)
    taken = {adapter.mac_address for other in here.host.vms for adapter in other.network_adapters}
    if needed > sum(address not in taken for address in _pool(here)):
        yield "0x800701E7", "Attempt to access invalid address.", "NotSpecified"


def _not_granted(here: HostContext, vm: Vm, path: str | None) -> bool:
    """Tell whether the machine's own account lacks its entry on a disk or on a parent of it."""
    entry = None if path is None else here.files.find(path)
    while entry is not None:
        if not has_access(entry, account_sid(vm.id)):
            return True
        try:
            entry = parent_of(here.files, entry)
        except (ParentLost, ParentChanged, Unreadable):
            return False  # whoever opens the chain says so
    return False


def _unknown_accounts(here: HostContext, vm: Vm) -> bool:
    """Entries for accounts of another machine stand in the configuration until somebody writes them anew here."""
    if vm.console_access_from in {None, here.host.machine_guid}:
        return False
    known = {user.sid for user in here.host.local_users} | {member.sid for member in here.host.group_members}
    return any(not e.sid.startswith(_WELL_KNOWN) and e.sid not in known for e in vm.console_access)


def _unreadable(files: HostFiles, path: str) -> bool:
    try:
        files.entry(path)
    except AccessDenied:
        return True
    return False


def _larger_than_node(here: HostContext, vm: Vm) -> bool:
    cpu = here.host.cpu
    node = cpu.sockets * cpu.logical_per_socket // max(cpu.numa_nodes, 1)
    spans = here.host.hyperv.numa_spanning_enabled
    return here.host.release == "2025" and vm.processor.count > node and not spans


def _in_pool(here: HostContext, address: str) -> bool:
    settings = here.host.hyperv
    return address != _NEVER_RAN and settings.mac_address_minimum <= address.upper() <= settings.mac_address_maximum


def _pool(here: HostContext) -> Iterator[str]:
    settings = here.host.hyperv
    for number in range(int(settings.mac_address_minimum, 16), int(settings.mac_address_maximum, 16) + 1):
        yield f"{number:012X}"
