"""What a contract case is: a script, its parameters, and the world that it meets."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.world.model import Host, World
from migrator.lab.world.running import HeldDisks
from migrator.lab.world.scenario import ADDRESS, load_scenario
from migrator.ports.host_session import Effect, ParameterValue, Script

Change: TypeAlias = Callable[[World, Host], None]
"""Makes a small difference to a fresh world."""

WORLDS = Path(__file__).with_name("worlds")
SEED = 4
REHEARSED = ".what-if"


@dataclass(frozen=True)
class Case:
    """One promise of a script: in this world, with these parameters, both engines say the same, and what was recorded.

    `world` names a file in `worlds/` (or a shipped scenario). What is recorded has its own worlds, so that a scenario
    can be changed without a PowerShell at hand.
    """

    script: str
    name: str
    world: str = "rich"
    changes: tuple[Change, ...] = ()
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Parameters that arrive as SecureString; they are not recorded."""
    holds_disks: bool = False
    """Running virtual machines lock their disks; where no lock can be played (Windows) the case is left out."""

    twice: bool = False
    """The script ran once before, with the same parameters: what is observed is the second run."""

    @property
    def changes_host(self) -> bool:
        """Whether the script may change something, which its verb says."""
        return Script(self.script, "").effect is Effect.CHANGES

    @property
    def rehearses(self) -> bool:
        """Whether this is the run with -WhatIf that every case of a changing script has."""
        return self.parameters.get("WhatIf") is True

    @property
    def plain_parameters(self) -> dict[str, ParameterValue]:
        """The parameters of the run that changes."""
        return {name: value for name, value in self.parameters.items() if name != "WhatIf"}

    def rehearsed(self) -> "Case":
        """Return the same case with -WhatIf."""
        return replace(self, name=f"{self.name}{REHEARSED}", parameters={**self.parameters, "WhatIf": True})

    @property
    def id(self) -> str:
        """The name that a person gives to find the case: `Get-VMInventory/one`."""
        return f"{self.script}/{self.name}"

    @contextmanager
    def built(self, folder: Path) -> Iterator[HostCmdlets]:
        """Make the world, with its files below the (empty) folder, change it, and give its host's cmdlets."""
        world, host = self._build(folder)
        held = HeldDisks()
        if self.holds_disks:
            held.renew(world)
        try:
            changed = (lambda: held.renew(world)) if self.holds_disks else None
            yield HostCmdlets(world, host, _never_wait, changed=changed)
        finally:
            held.close()

    def _build(self, folder: Path) -> tuple[World, Host]:
        own = WORLDS / f"{self.world}.yaml"
        world = load_scenario(str(own) if own.is_file() else self.world, folder, SEED)
        host = world.hosts[ADDRESS]
        for change in self.changes:
            change(world, host)
        return world, host


def _never_wait(_seconds: float) -> None:
    """Pass over a planted slow answer: a case is about what is said."""
