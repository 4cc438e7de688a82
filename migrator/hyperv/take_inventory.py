"""Reads everything from one host into one inventory."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import PureWindowsPath
from typing import TypeVar

from migrator import __version__
from migrator.domain.homes import homes_of
from migrator.domain.inventory.storage import FolderEntry
from migrator.domain.inventory.whole import Inventory
from migrator.hyperv.get_host_inventory import get_host_inventory
from migrator.hyperv.get_network_inventory import get_net_adapter_inventory, get_switch_inventory
from migrator.hyperv.get_service_inventory import get_host_item_inventory, get_service_inventory
from migrator.hyperv.get_storage_inventory import (
    get_disk_event_inventory,
    get_disk_inventory,
    get_folder_inventory,
    get_volume_content_inventory,
    get_volume_inventory,
)
from migrator.hyperv.get_vm_inventory import (
    get_certificate_inventory,
    get_vm_checkpoint_inventory,
    get_vm_disk_inventory,
    get_vm_guest_inventory,
    get_vm_inventory,
    get_vm_security_inventory,
)
from migrator.hyperv.listening import ListeningSession
from migrator.ports.host_session import HostSession

Found = TypeVar("Found")

LARGE_FOLDER_BYTES = 1 << 30
EVENT_DAYS = 30
MAXIMUM_EVENTS = 5000


def take_inventory(
    session: HostSession, *, taken_at: datetime, on_step: Callable[[str], None] = lambda _script: None
) -> Inventory:
    """Run every reading script once; `on_step` hears the name of each before it runs.

    What lies in folders is read below the homes of the virtual machines, which follow from what was read before.
    """
    listening = ListeningSession(session)

    def said(script: str, read: Callable[[HostSession], Found]) -> Found:
        on_step(script)
        return read(listening)

    without_folders = Inventory(
        taken_at=taken_at,
        taken_by=__version__,
        host=said("Get-HostInventory", get_host_inventory),
        virtual_machines=said("Get-VMInventory", get_vm_inventory),
        virtual_hard_disks=said("Get-VMDiskInventory", get_vm_disk_inventory),
        checkpoints=said("Get-VMCheckpointInventory", get_vm_checkpoint_inventory),
        security=said("Get-VMSecurityInventory", get_vm_security_inventory),
        certificates=said("Get-CertificateInventory", get_certificate_inventory),
        guests=said("Get-VMGuestInventory", get_vm_guest_inventory),
        folders=(),
        volumes=said("Get-VolumeInventory", get_volume_inventory),
        volume_contents=said(
            "Get-VolumeContentInventory",
            lambda host: get_volume_content_inventory(host, minimum_bytes=LARGE_FOLDER_BYTES),
        ),
        physical_disks=said("Get-DiskInventory", get_disk_inventory),
        disk_events=said(
            "Get-DiskEventInventory",
            lambda host: get_disk_event_inventory(host, since_days=EVENT_DAYS, maximum_events=MAXIMUM_EVENTS),
        ),
        switches=said("Get-SwitchInventory", get_switch_inventory),
        network_adapters=said("Get-NetAdapterInventory", get_net_adapter_inventory),
        services=said("Get-ServiceInventory", get_service_inventory),
        host_items=said("Get-HostItemInventory", get_host_item_inventory),
    )
    roots = roots_of(home.folder for home in homes_of(without_folders))
    folders: tuple[FolderEntry, ...] = said("Get-FolderInventory", lambda host: get_folder_inventory(host, roots))
    return without_folders.model_copy(update={"folders": folders, "reading_warnings": listening.heard})


def roots_of(folders: Iterable[PureWindowsPath]) -> tuple[PureWindowsPath, ...]:
    """Return the folders that lie below no other, each once, so that no file is listed twice."""
    given = set(folders)
    return tuple(one for one in sorted(given) if given.isdisjoint(one.parents))
