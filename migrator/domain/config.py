"""What a person decides about one migration before it starts."""

from enum import StrEnum
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from migrator.domain.config_gate import WipeGate
from migrator.domain.config_health import Health
from migrator.domain.config_hooks import Hook
from migrator.domain.config_notifications import Notification
from migrator.domain.config_preparation import Preparation
from migrator.domain.config_shutdown import Shutdown
from migrator.domain.connection import Connection
from migrator.domain.decisions import DiskName, LeftOut, Waiver
from migrator.domain.destination import DestinationHost, HumanBytes
from migrator.domain.model import Model, UtcTime, WindowsPath

CONFIG_SCHEMA: Final = 1


class Source(Model):
    """The host as it is."""

    connection: Connection


class Destination(Model):
    """The host as it will be: a stranger with a certificate of its own, so it is reached by settings of its own."""

    connection: Connection | None = None
    """May stay away until the new host exists."""
    host: DestinationHost


class SwitchMapping(Model):
    """Which physical adapters carry a virtual switch on the destination host; the switch keeps its name unless told."""

    switch: str = Field(min_length=1)
    adapters: tuple[str, ...] = ()
    """Names from `destination.host.physical_adapters`; empty for an internal or private switch."""
    new_name: str | None = Field(default=None, min_length=1)
    """Only where the name has to change: every virtual machine on the switch is then connected to the new one."""
    restore_addresses: bool = False
    """Give the host's own adapters on the switch the addresses that they had on the old host."""


class ExternalDisk(Model):
    """One of the two external disks, as far as it is known beforehand."""

    size_bytes: HumanBytes | None = None
    """Usable size. Without it the plan cannot say whether everything fits."""
    marker: str | None = None
    """Id in the disk's marker file, once it has one."""
    serial_number: str | None = None


class ExternalDisks(Model):
    """Two, because either may fail."""

    a: ExternalDisk = ExternalDisk()
    b: ExternalDisk = ExternalDisk()

    def declared(self, name: DiskName) -> ExternalDisk:
        """Return what is known of a disk."""
        return {DiskName.A: self.a, DiskName.B: self.b}[name]


class ChangeWindow(Model):
    """When the hosts may be worked on."""

    start: UtcTime
    end: UtcTime

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            msg = "the change window ends before it starts"
            raise ValueError(msg)
        return self


class HomesPolicy(StrEnum):
    """What to do where a virtual machine has no home of its own."""

    AS_FOUND = "as-found"
    """Nothing is moved: scattered files are concerns."""
    CONSOLIDATE = "consolidate"
    """The plan moves scattered files into homes first."""


class DeclaredHome(Model):
    """A home that the program cannot or should not work out by itself."""

    vm: str = Field(min_length=1)
    folders: tuple[WindowsPath, ...] = Field(min_length=1)
    """At most one per volume."""


class Homes(Model):
    """Policy for homes, with exceptions by virtual machine."""

    policy: HomesPolicy = HomesPolicy.AS_FOUND
    declared: tuple[DeclaredHome, ...] = ()


class Rate(Model):
    """A speed as a range; a measured one counts more than an assumed one."""

    pessimistic_mb_per_s: float = Field(gt=0)
    optimistic_mb_per_s: float = Field(gt=0)
    measured: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.optimistic_mb_per_s < self.pessimistic_mb_per_s:
            msg = "the optimistic rate is below the pessimistic one"
            raise ValueError(msg)
        return self


class Rates(Model):
    """What the forecast reckons with. The defaults are assumptions about cheap USB 3 disks and their slow inner tracks."""

    copy_out: Rate = Rate(pessimistic_mb_per_s=50, optimistic_mb_per_s=120)
    """Source volume to both external disks in one read."""
    reread: Rate = Rate(pessimistic_mb_per_s=60, optimistic_mb_per_s=130)
    """Unbuffered proof of one external disk."""
    copy_back: Rate = Rate(pessimistic_mb_per_s=60, optimistic_mb_per_s=130)
    rebuild_pessimistic_minutes: int = Field(default=480, ge=0)
    """Work of people on the box: hardware, setup, drivers, updates."""
    rebuild_optimistic_minutes: int = Field(default=180, ge=0)


EXPORT: Final = "export"
CONSOLIDATE: Final = "consolidate"
"""The playbook that leaves everything on its host: there is no destination to think of, and no external disk."""


class Config(Model):
    """One migration."""

    schema_version: Literal[1] = CONFIG_SCHEMA
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    """Lower-case letters, digits and hyphens; it becomes part of file and folder names."""
    playbook: str = "rebuild"
    source: Source
    destination: Destination
    switches: tuple[SwitchMapping, ...] = ()
    external_disks: ExternalDisks = ExternalDisks()
    left_out: tuple[LeftOut, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    change_window: ChangeWindow | None = None
    homes: Homes = Homes()
    approvals: int = Field(default=1, ge=1, le=2)
    """2 asks for a second, other person at each gate."""
    rates: Rates = Rates()
    preparation: Preparation = Preparation()
    shutdown: Shutdown = Shutdown()
    health: Health = Health()
    wipe_gate: WipeGate = WipeGate()
    hooks: tuple[Hook, ...] = ()
    notifications: tuple[Notification, ...] = ()

    @property
    def exports_to_first_disk(self) -> bool:
        """Whether Hyper-V writes everything out to a folder on the first disk, from where the bags are filled."""
        return self.playbook == EXPORT

    @property
    def stays_on_its_host(self) -> bool:
        """Whether nothing moves to another host, and whoever chose that has decided that scattered files come together."""
        return self.playbook == CONSOLIDATE
