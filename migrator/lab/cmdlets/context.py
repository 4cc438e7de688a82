"""What a cmdlet function knows: one host of a world at this moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias
from uuid import UUID

from migrator.lab.cmdlets.api import PsEnum, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.words import localised
from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import Host, World, named_guid
from migrator.lab.world.work import NoWork, TaskWork

HYPERV = "Microsoft.HyperV.PowerShell."
VHD = "Microsoft.Vhd.PowerShell."
STORAGE_CIM = "Microsoft.Management.Infrastructure.CimInstance#ROOT/Microsoft/Windows/Storage/"
NETWORK_CIM = "Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/"
CIMV2 = "Microsoft.Management.Infrastructure.CimInstance#root/cimv2/"


@dataclass(frozen=True)
class HostContext:
    """One host of a world."""

    world: World
    host: Host
    files: HostFiles
    work: TaskWork = field(default_factory=NoWork)
    """Carries out what the host's scheduler starts."""

    @property
    def now(self) -> datetime:
        """What the host's own clock shows."""
        return self.world.now + timedelta(seconds=self.host.clock_offset_s)

    @property
    def knows_2019(self) -> bool:
        """Whether the module is newer than that of Server 2016."""
        return self.host.release != "2016"

    def guid(self, *words: str) -> UUID:
        """Give the GUID of something that the model does not name, the same in every run."""
        return named_guid(self.world.seed, self.host.name, *words)

    def word(self, english: str) -> str:
        """Give a word as this host's language pack has it; English where no translation is known."""
        return localised(english, self.host.language)


CmdletFunction: TypeAlias = Callable[[HostContext, Bound], list[PsObject]]


@cache
def hyperv_enum(name: str, member: str) -> PsEnum:
    """Give a member of an enum of the Hyper-V module."""
    return PsEnum(HYPERV + name, member)


def on_off(value: bool) -> PsEnum:
    """Give the module's OnOffState."""
    return hyperv_enum("OnOffState", "On" if value else "Off")
