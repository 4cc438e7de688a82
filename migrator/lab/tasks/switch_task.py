"""The task `migrator-switch` of a rehearsal host: creates a switch, and undoes it unless the controller confirms in time."""

import threading
from collections.abc import Callable
from typing import Final

from migrator.lab.cmdlets.api import PsError
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.python.shapers.switch_task import invoke_switch_change
from migrator.lab.world.model import Host, ScheduledTask, World
from migrator.lab.world.work import TaskWork

_SCRIPT: Final = "Invoke-SwitchChange.ps1"
_FAILED: Final = 1


class SwitchTask:
    """Implements TaskWork for that one task; the host does what the script says, by the script's own shaper."""

    def __init__(self, world: World, changed: Callable[[], None] | None = None) -> None:
        """Take who hears (`changed`) of each cmdlet that may have changed something."""
        self._world = world
        self._changed = changed
        self._threads: list[threading.Thread] = []

    def started(self, host: Host, task: ScheduledTask) -> None:
        """Begin in a thread of the lab's process."""
        if _SCRIPT not in task.arguments:
            return
        thread = threading.Thread(target=self._work, args=(host, task), name="migrator-switch", daemon=True)
        self._threads.append(thread)
        thread.start()

    def ended(self, host: Host, task: ScheduledTask) -> None:
        """Do nothing: it ends by itself within its minute."""

    def wait(self, timeout_s: float) -> None:
        """Wait for all that was started."""
        for thread in self._threads:
            thread.join(timeout_s)

    def _work(self, host: Host, task: ScheduledTask) -> None:
        migration = task.arguments.rpartition(" ")[2]
        task.last_result = _FAILED
        try:
            for _ in invoke_switch_change(
                HostCmdlets(self._world, host, changed=self._changed), {"Migration": migration}
            ):
                pass
            task.last_result = 0
        except PsError:
            task.last_result = _FAILED
        finally:
            task.state = "Ready"


class EveryTask:
    """All works of a host, each of which knows its own tasks."""

    def __init__(self, *works: TaskWork) -> None:
        self._works = works

    def started(self, host: Host, task: ScheduledTask) -> None:
        """Let each look whether it is meant."""
        for work in self._works:
            work.started(host, task)

    def ended(self, host: Host, task: ScheduledTask) -> None:
        """Let each look whether it is meant."""
        for work in self._works:
            work.ended(host, task)
