"""How one virtual machine is at a moment: what checks before and after a change ask for."""

from typing import Final
from uuid import UUID

from migrator.domain.inventory.virtual_machine import ControllerType, StartAction, VMState
from migrator.domain.model import Model, WindowsPath

GUEST_ANSWERS: Final = frozenset({"OkApplicationsHealthy", "OkApplicationsUnknown", "OkApplicationsCritical"})
"""Heartbeats of a guest that is up; `Critical` says that something inside it is not well."""


class AdapterStatus(Model):
    """A network adapter of the virtual machine."""

    id: str
    name: str
    mac_address: str
    """Twelve hexadecimal digits; zeros before the first start of a dynamic one."""
    dynamic_mac_address: bool
    switch_name: str | None
    connected: bool
    ip_addresses: tuple[str, ...]
    """As the guest tells them; an empty list proves nothing."""


class DvdStatus(Model):
    """A DVD drive and the ISO file in it."""

    controller_type: ControllerType
    controller_number: int
    controller_location: int
    path: WindowsPath | None


class CheckpointStatus(Model):
    """A checkpoint."""

    id: UUID
    name: str
    has_memory: bool
    """Memory is a saved state: it does not survive a change of the processor's maker."""


class VMStatus(Model):
    """One registered virtual machine."""

    id: UUID
    name: str
    registered: bool
    """False for one that is only planned, as a compatibility report leaves it behind."""
    state: VMState
    operational_status: tuple[str, ...]
    """Names of VMOperationalStatus; one beyond the known ones stays what it is."""
    status: str
    """In the host's language."""
    version: str
    automatic_start_action: StartAction
    automatic_start_delay_s: int
    uptime_s: int
    heartbeat: str | None
    """Name of VMHeartbeatStatus; None while it does not run."""
    notes: str
    path: WindowsPath
    configuration_location: WindowsPath
    snapshot_file_location: WindowsPath
    smart_paging_file_path: WindowsPath
    adapters: tuple[AdapterStatus, ...]
    dvd_drives: tuple[DvdStatus, ...]
    disk_paths: tuple[WindowsPath, ...]
    """Of its leaves, in the order of their places; pass-through disks have none."""
    checkpoints: tuple[CheckpointStatus, ...]
    merging: bool
    """A removed checkpoint is being merged into its parent, which can take hours."""

    @property
    def is_off(self) -> bool:
        """Whether it is shut down; saved and paused ones are not."""
        return self.state is VMState.OFF

    @property
    def guest_answers(self) -> bool:
        """Whether the guest inside says that it lives."""
        return self.heartbeat in GUEST_ANSWERS

    @property
    def has_memory(self) -> bool:
        """Whether memory of a running guest is kept, in a saved state or in a checkpoint."""
        return self.state in _WITH_MEMORY or any(checkpoint.has_memory for checkpoint in self.checkpoints)


_WITH_MEMORY: Final = frozenset(
    {VMState.SAVED, VMState.FAST_SAVED, VMState.SAVED_CRITICAL, VMState.FAST_SAVED_CRITICAL}
)
