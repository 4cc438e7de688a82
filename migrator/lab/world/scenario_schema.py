"""What may stand in a scenario: strict models, short to write, with defaults for all that a scenario does not care about.

Sizes are written as people write them (`80 GB`, `4 GiB`). Where a mapping `settings` is offered, its keys are the
fields of the world's own class (`migrator.lab.world.model`), so that nothing of the model is out of reach.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from migrator.domain.destination import HumanBytes
from migrator.lab.world.model import (
    Cpu,
    Event,
    Feature,
    IpConfiguration,
    Quotas,
    Release,
    ScheduledTask,
    Service,
    Share,
)

Settings = dict[str, object]
Text = Annotated[str, Field(min_length=1)]


class Spec(BaseModel):
    """A part of a scenario; an unknown key is a mistake of the writer."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class FileSpec(Spec):
    """A file on a drive of the host that belongs to no VM."""

    path: Text
    """With its drive letter: `D:\\ISO\\install.iso`."""
    size: HumanBytes | None = None
    """What the host says; the real file is small."""
    attributes: tuple[str, ...] = ()
    unreadable: bool = False
    content: str | None = None


class VolumeSpec(Spec):
    """A volume of a disk."""

    letter: Annotated[str, Field(pattern=r"^[A-Z]$")] | None = None
    label: str = ""
    size: HumanBytes | None = None
    """All of the disk, unless said."""
    free: HumanBytes | None = None
    """What the VMs' and other files leave, unless said."""
    windows: bool = False
    """Holds the running Windows; its boot files get a volume without letter."""
    settings: Settings = {}
    """Fields of `model.Volume`."""


class DiskSpec(Spec):
    """A physical disk, or the logical disk that a RAID controller shows."""

    name: Text = "ST4000NM0035"
    serial: str | None = None
    bus: str = "SATA"
    media: str = "HDD"
    size: HumanBytes = 4 * 10**12
    settings: Settings = {}
    """Fields of `model.PhysicalDisk`."""
    volumes: tuple[VolumeSpec, ...] = ()


class AdapterSpec(Spec):
    """A physical network adapter."""

    name: Text = "Ethernet"
    description: str = "Intel(R) I210 Gigabit Network Connection"
    mac: str | None = None
    addresses: IpConfiguration | None = None
    settings: Settings = {}
    """Fields of `model.PhysicalAdapter`."""


class TeamSpec(Spec):
    """An LBFO team."""

    name: Text
    members: tuple[str, ...]
    addresses: IpConfiguration | None = None
    settings: Settings = {}
    """Fields of `model.LbfoTeam`."""


class ManagementSpec(Spec):
    """The management operating system's own network adapter on a switch."""

    name: str | None = None
    """The switch's name, unless said."""
    vlan: int | None = None
    addresses: IpConfiguration | None = None


class SwitchSpec(Spec):
    """A virtual switch."""

    name: Text
    type: Literal["External", "Internal", "Private"] = "External"
    adapters: tuple[str, ...] = ()
    management: tuple[ManagementSpec, ...] = ()
    settings: Settings = {}
    """Fields of `model.Switch`."""


class VmDiskSpec(Spec):
    """A disk of a VM; the first one needs nothing said."""

    path: str | None = None
    """`<home>\\Virtual Hard Disks\\<name>.vhdx`, unless said."""
    size: HumanBytes = 60 * 10**9
    used: HumanBytes | None = None
    """Declared length of the file; none: that of the small real one."""
    identifier: UUID | None = None
    """DiskIdentifier; none: made from the seed."""
    type: Literal["Dynamic", "Fixed", "Differencing"] = "Dynamic"
    parent: str | None = None
    """Path of the parent, made too if no other disk has made it."""
    controller: Literal["IDE", "SCSI"] | None = None
    pass_through: int | None = None
    """Number of the host's disk; then there is no file."""
    missing: bool = False
    """The VM names the file, but it is not there."""
    attributes: tuple[str, ...] = ()
    settings: Settings = {}
    """Fields of `model.HardDiskDrive`."""


class CheckpointSpec(Spec):
    """A checkpoint: each disk of the VM gets a differencing disk."""

    name: Text
    memory: bool = False
    """Memory was captured."""
    settings: Settings = {}
    """Fields of `model.Checkpoint`."""


class VmAdapterSpec(Spec):
    """A network adapter of a VM."""

    switch: str | None = None
    mac: Annotated[str, Field(pattern=r"^[0-9A-F]{12}$")] | None = None
    """Static when said."""
    vlan: int | None = None
    settings: Settings = {}
    """Fields of `model.VmNetworkAdapter`."""


class GuestSpec(Spec):
    """What the guest says of itself."""

    fqdn: Text
    os: str = "Windows Server 2016 Standard"
    version: str = "10.0.14393"
    domain_controller: bool = False
    addresses: tuple[str, ...] = ()


class VmSpec(Spec):
    """A virtual machine."""

    name: Text
    repeat: Annotated[int, Field(ge=1)] = 1
    """So many of them; `{n}` in name, home and guest is the number."""
    home: str | None = None
    """`<vms_below>\\<name>`, unless said."""
    generation: Literal[1, 2] = 2
    version: str | None = None
    state: str = "Off"
    cpus: Annotated[int, Field(ge=1)] = 2
    memory: HumanBytes = 4 << 30
    disks: tuple[VmDiskSpec, ...] = (VmDiskSpec(),)
    adapters: tuple[VmAdapterSpec, ...] = ()
    checkpoints: tuple[CheckpointSpec, ...] = ()
    dvd: str | None = None
    """Path of an ISO file; every VM of generation 1 has a drive, empty without this."""
    vtpm: bool = False
    guest: GuestSpec | None = None
    notes: str = ""
    settings: Settings = {}
    """Fields of `model.Vm`; those of `processor`, `memory_settings`, `security` as mappings."""


class CertificateSpec(Spec):
    """A certificate of the machine."""

    store: Text
    subject: Text
    settings: Settings = {}
    """Fields of `model.Certificate`."""


class UserSpec(Spec):
    """A local user; `groups` are SIDs of local groups."""

    name: Text
    enabled: bool = True
    groups: tuple[str, ...] = ()


class HostSpec(Spec):
    """A host."""

    name: Text
    release: Release = "2016"
    settings: Settings = {}
    """Fields of `model.Host`: edition, language, domain, manufacturer ..."""
    cpu: Cpu = Cpu()
    memory: HumanBytes = 64 << 30
    disks: tuple[DiskSpec, ...] = ()
    adapters: tuple[AdapterSpec, ...] = (AdapterSpec(),)
    teams: tuple[TeamSpec, ...] = ()
    switches: tuple[SwitchSpec, ...] = ()
    hyperv: Settings = {}
    """Fields of `model.HyperVSettings`."""
    quotas: Quotas = Quotas()
    bare: bool = False
    """Nothing beside what stands here: no services, accounts, certificates that every host has."""
    virtual_disks: tuple[VmDiskSpec, ...] = ()
    """Made before the VMs' own: parents, parents of parents."""
    vms_below: str = "D:\\VMs"
    vms: tuple[VmSpec, ...] = ()
    files: tuple[FileSpec, ...] = ()
    certificates: tuple[CertificateSpec, ...] = ()
    services: tuple[Service, ...] = ()
    """Beside those that every host has; so all of the following."""
    tasks: tuple[ScheduledTask, ...] = ()
    shares: tuple[Share, ...] = ()
    users: tuple[UserSpec, ...] = ()
    features: tuple[Feature, ...] = ()
    events: tuple[Event, ...] = ()


class Scenario(Spec):
    """A world to begin with, and what people make of it."""

    title: Text
    description: str = ""
    clock: AwareDatetime
    playbook: Text = "rebuild"
    """What the ready configuration names: the way that this world is there to rehearse."""
    source: HostSpec
    destination: HostSpec
    """What the box is after the rebuild; its disks beside those that `keeps` names are new and empty."""
    keeps: tuple[str, ...] = ()
    """Drive letters of volumes whose disks survive the rebuild."""
    external_disks: tuple[DiskSpec, ...] = ()
    side_by_side: bool = False
    """The destination host stands there from the beginning, at a port of its own; nothing is rebuilt."""
    plugged: bool = True
    """The external disks hang on the source host from the start."""
