"""Which engine answers behind the lab's endpoints; one room per host, one engine per shell."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from migrator.hyperv.scripts import load_script
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.engine import ShellEngine
from migrator.lab.engines.pwsh.bridge import PwshEngine
from migrator.lab.engines.pwsh.host_session import session_of
from migrator.lab.engines.python.engine import PythonEngine
from migrator.lab.engines.python.known import KnownScript, by_digest
from migrator.lab.engines.python.shapers import SHAPERS
from migrator.lab.service_scripts import ScriptRuns

ENGINES = ("python", "pwsh")


class EngineRoom(Protocol):
    """Where the engines of one host are made."""

    def new(self) -> ShellEngine:
        """Make the engine of a new shell."""
        ...

    def close(self) -> None:
        """Free what all of them share."""
        ...


def open_room(engine: str, cmdlets: HostCmdlets, scripts: ScriptRuns) -> EngineRoom:
    """Open the room of a host for an engine by its name; only the python engine knows which script runs."""
    return PwshRoom(cmdlets) if engine == "pwsh" else PythonRoom(cmdlets, scripts)


class PythonRoom:
    """Shapers; nothing is shared but the scripts' texts."""

    def __init__(self, cmdlets: HostCmdlets, scripts: ScriptRuns) -> None:
        self._cmdlets = cmdlets
        self._scripts = scripts

    def new(self) -> ShellEngine:
        """Make an engine."""
        release = self._cmdlets.context.host.release
        return PythonEngine(self._cmdlets, _known_scripts(), release=release, around=self._scripts.begin)

    def close(self) -> None:
        """Nothing to free."""


class PwshRoom:
    """Real PowerShell processes, answered by one brain."""

    def __init__(self, cmdlets: HostCmdlets) -> None:
        self._session = session_of(cmdlets).start()

    def new(self) -> ShellEngine:
        """Make an engine; its process starts when the shell is opened."""
        return PwshEngine(self._session.argv, self._session.env)

    def close(self) -> None:
        """Let processes still running get no answer any more."""
        self._session.close()


@lru_cache(maxsize=1)
def _known_scripts() -> Mapping[str, KnownScript]:
    return by_digest(*(KnownScript.of(name, load_script(name).text, shaper) for name, shaper in SHAPERS.items()))
