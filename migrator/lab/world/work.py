"""What a host does by itself once its scheduler started it."""

from typing import Protocol

from migrator.lab.world.model_host import Host, ScheduledTask


class TaskWork(Protocol):
    """Carries out the scheduled tasks of a world's hosts; whoever does it sets the task's state when it ends."""

    def started(self, host: Host, task: ScheduledTask) -> None:
        """Begin, without waiting for the end; called again while it runs, there is one more turn after this one."""
        ...

    def ended(self, host: Host, task: ScheduledTask) -> None:
        """End the process where it stands; returns when it is gone."""
        ...


class NoWork:
    """Nobody carries anything out: a started task stays as it is, which is the same in every run."""

    def started(self, host: Host, task: ScheduledTask) -> None:
        """Do nothing."""

    def ended(self, host: Host, task: ScheduledTask) -> None:
        """Do nothing."""
