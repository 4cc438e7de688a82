"""The inventory file: everything read from one host at one time."""

from migrator.domain.inventory.disks import Checkpoint, VirtualHardDisk
from migrator.domain.inventory.guests import Guest
from migrator.domain.inventory.host import Host
from migrator.domain.inventory.network import NetworkAdapter, VirtualSwitch
from migrator.domain.inventory.security import Certificate, VMSecurity
from migrator.domain.inventory.services import HostItem, Service
from migrator.domain.inventory.storage import DiskEvent, FolderEntry, PhysicalDisk, Volume, VolumeContent
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.model import Model, UtcTime

INVENTORY_SCHEMA = 1


class ReadingWarning(Model):
    """A script could read something only in part, and said so."""

    script: str
    text: str
    """The script's own words, in English; values in them come from the host."""


class Inventory(Model):
    """One file a person can read; every list in the order the host gave it."""

    schema_version: int = INVENTORY_SCHEMA
    taken_at: UtcTime
    taken_by: str
    """Version of this program."""
    host: Host
    virtual_machines: tuple[VirtualMachine, ...]
    virtual_hard_disks: tuple[VirtualHardDisk, ...]
    checkpoints: tuple[Checkpoint, ...]
    security: tuple[VMSecurity, ...]
    certificates: tuple[Certificate, ...]
    guests: tuple[Guest, ...]
    folders: tuple[FolderEntry, ...]
    """Below the homes of the virtual machines."""
    volumes: tuple[Volume, ...]
    volume_contents: tuple[VolumeContent, ...]
    physical_disks: tuple[PhysicalDisk, ...]
    disk_events: tuple[DiskEvent, ...]
    switches: tuple[VirtualSwitch, ...]
    network_adapters: tuple[NetworkAdapter, ...]
    services: tuple[Service, ...]
    host_items: tuple[HostItem, ...]
    reading_warnings: tuple[ReadingWarning, ...] = ()
    """What could be read only in part; the lists above are then not the whole truth."""
