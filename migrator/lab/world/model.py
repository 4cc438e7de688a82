"""The one model of a world: hosts at addresses, disks that are carried between them, a clock that can be set."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid5

from migrator.lab.world.model_disk import (
    GIB,
    DeclaredFile,
    DiskHealth,
    PhysicalDisk,
    VirtualDiskFile,
    Volume,
    relative_key,
)
from migrator.lab.world.model_host import (
    BUILDS,
    AssignableDevice,
    Certificate,
    Cpu,
    Event,
    Faults,
    Feature,
    GroupMember,
    Host,
    HyperVSettings,
    LocalUser,
    PlantedError,
    Quotas,
    Release,
    ScheduledTask,
    Service,
    Share,
)
from migrator.lab.world.model_network import (
    IpConfiguration,
    LbfoTeam,
    ManagementAdapter,
    PhysicalAdapter,
    Switch,
    SwitchExtension,
)
from migrator.lab.world.model_planned import PlannedVm
from migrator.lab.world.model_vm import (
    Checkpoint,
    Coming,
    ConsoleEntry,
    DvdDrive,
    HardDiskDrive,
    Memory,
    Processor,
    Replication,
    Security,
    Vlan,
    Vm,
    VmNetworkAdapter,
)

__all__ = [
    "BUILDS",
    "GIB",
    "AssignableDevice",
    "Certificate",
    "Checkpoint",
    "Coming",
    "ConsoleEntry",
    "Cpu",
    "DeclaredFile",
    "DiskHealth",
    "DvdDrive",
    "Event",
    "Faults",
    "Feature",
    "GroupMember",
    "HardDiskDrive",
    "Host",
    "HyperVSettings",
    "IpConfiguration",
    "LbfoTeam",
    "LocalUser",
    "ManagementAdapter",
    "Memory",
    "PhysicalAdapter",
    "PhysicalDisk",
    "PlannedVm",
    "PlantedError",
    "Processor",
    "Quotas",
    "Release",
    "Replication",
    "ScheduledTask",
    "Security",
    "Service",
    "Share",
    "Switch",
    "SwitchExtension",
    "VirtualDiskFile",
    "Vlan",
    "Vm",
    "VmNetworkAdapter",
    "Volume",
    "World",
    "named_guid",
    "relative_key",
]

_NAMESPACE = UUID("7c1d3b0e-5a9e-4b53-9d0a-3f6f0a4c2d11")


def named_guid(seed: int, *words: str) -> UUID:
    """Give the same GUID for the same seed and words, on every machine."""
    return uuid5(_NAMESPACE, "\x1f".join((str(seed), *words)))


@dataclass
class World:
    """Hosts by address (`a.lab`); a wiped box is another Host at the old address."""

    seed: int = 1
    now: datetime = datetime(2024, 6, 1, 9, 0, tzinfo=UTC)
    """What the clocks of all hosts show, each with its own offset; set it to move time."""
    hosts: dict[str, Host] = field(default_factory=dict)
    shelf: list[PhysicalDisk] = field(default_factory=list)
    """Disks that are plugged in nowhere."""

    def plug(self, disk: PhysicalDisk, host: Host) -> None:
        """Take a disk from wherever it is and plug it into `host`: it gets a free number, its volumes free letters."""
        self.unplug(disk)
        self.shelf = [other for other in self.shelf if other is not disk]
        taken = {d.number for d in host.disks}
        if disk.number in taken:
            disk.number = next(n for n in range(len(taken) + 1) if n not in taken)
        letters = {v.drive_letter for d in host.disks for v in d.volumes}
        for volume in disk.volumes:
            if volume.drive_letter is not None and volume.drive_letter in letters:
                volume.drive_letter = next((c for c in "DEFGHIJKLMNOPQRSTUVWXYZ" if c not in letters), None)
            letters.add(volume.drive_letter)
        host.disks.append(disk)

    def unplug(self, disk: PhysicalDisk) -> None:
        """Put a disk on the shelf."""
        for host in self.hosts.values():
            host.disks = [other for other in host.disks if other is not disk]
        if not any(other is disk for other in self.shelf):
            self.shelf.append(disk)
