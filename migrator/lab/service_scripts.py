"""Runs of scripts on a rehearsal host: which there were, and the faults that are planted for them."""

import time
from collections.abc import Callable

from migrator.lab.cmdlets.api import PsError
from migrator.lab.engines.engine import EngineGone
from migrator.lab.wire.planted import FaultKind, PlantedFault, PlantedFaults


class ScriptRuns:
    """What the python engine tells of the scripts that it answers; `names` has each run, in order."""

    def __init__(self, planted: PlantedFaults, wait: Callable[[float], None] = time.sleep) -> None:
        self.names: list[str] = []
        self._planted = planted
        self._wait = wait

    def begin(self, name: str) -> Callable[[], None]:
        """Count a run; fail it, or give what happens once it has acted."""
        self.names.append(name)
        fault = self._planted.take_script(name)
        if fault is not None and fault.kind is FaultKind.REFUSED:
            raise PsError(f"A planted fault of {name}.", error_id="PlantedFault", category="OperationStopped")
        return lambda: self._after(fault)

    def _after(self, fault: PlantedFault | None) -> None:
        if fault is None:
            return
        if fault.kind is FaultKind.DELAY:
            self._wait(fault.seconds)
        else:
            raise EngineGone("a planted fault")
