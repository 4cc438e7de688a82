"""Starts and stops a virtual machine, and looks whether it did (`Stop-`, `Start-VirtualMachine`, `Test-VMStopped`, `Test-VMHealth`)."""

from typing import Final
from uuid import UUID

from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.model import Model, WindowsPath
from migrator.hyperv.documents import read_document
from migrator.ports.host_session import HostSession, ParameterValue

_GRACE_S: Final = 120.0


class Stopping(Model):
    """What came of asking a guest to shut down, or of cutting the power."""

    id: UUID
    changed: bool
    """Whether it was asked; one that is off already, or on its way, is not."""
    turned_off: bool
    refused: bool
    """It cannot be asked: no shutdown service, or none that answers."""
    state: VMState
    """At the end of the time limit."""


class Starting(Model):
    """What came of starting."""

    id: UUID
    changed: bool
    state: VMState
    codes: tuple[str, ...]
    """`0x80070539` ..., as the host names them in its refusal."""
    refusal: str | None
    """In the host's language."""


class Stopped(Model):
    """Whether it is really stopped."""

    id: UUID
    state: VMState
    worker_processes: tuple[int, ...]
    files: int
    """Files of its disk chains that were opened."""
    held: tuple[WindowsPath, ...]
    """Those that somebody holds, or that are not there."""


class Health(Model):
    """How its guest is."""

    id: UUID
    state: VMState
    heartbeat: str
    """Name of VMHeartbeatStatus; empty while it does not run."""
    addresses: tuple[str, ...]
    adapters: int
    services_not_ok: tuple[str, ...]
    """Ids of integration services that are enabled and not well."""


def stop_virtual_machine(
    session: HostSession, vm_id: UUID | str, *, time_limit_s: int, turn_off: bool = False
) -> Stopping:
    """Ask the guest to shut down and wait so long, or cut the power; a change."""
    parameters: dict[str, ParameterValue] = {"Id": str(vm_id), "TimeLimitS": time_limit_s, "TurnOff": turn_off}
    return read_document(session, "Stop-VirtualMachine", Stopping, parameters, deadline_s=time_limit_s + _GRACE_S)


def start_virtual_machine(session: HostSession, vm_id: UUID | str, *, delay_s: int = 0) -> Starting:
    """Start it, or return with what codes the host refuses it; a change."""
    parameters: dict[str, ParameterValue] = {"Id": str(vm_id), "DelayS": delay_s}
    return read_document(session, "Start-VirtualMachine", Starting, parameters, deadline_s=delay_s + 300.0)


def test_vm_stopped(session: HostSession, vm_id: UUID | str) -> Stopped:
    """Return whether it is off, without worker process, with every disk free."""
    return read_document(session, "Test-VMStopped", Stopped, {"Id": str(vm_id)})


def test_vm_health(session: HostSession, vm_id: UUID | str, *, time_limit_s: int) -> Health:
    """Wait at most so long for heartbeat and addresses, and return what there is."""
    parameters: dict[str, ParameterValue] = {"Id": str(vm_id), "TimeLimitS": time_limit_s}
    return read_document(session, "Test-VMHealth", Health, parameters, deadline_s=time_limit_s + _GRACE_S)
