"""What the status of one virtual machine says about stopping it and about a change of the processor."""

from pathlib import PureWindowsPath
from uuid import UUID

import pytest

from migrator.domain.inventory.virtual_machine import StartAction, VMState
from migrator.domain.vm_status import CheckpointStatus, VMStatus

_PLACE = PureWindowsPath("D:\\VMs\\app")


def status(**changes: object) -> VMStatus:
    plain = VMStatus(
        id=UUID(int=7),
        name="app",
        registered=True,
        state=VMState.RUNNING,
        operational_status=("Ok",),
        status="Operating normally",
        version="9.0",
        automatic_start_action=StartAction.NOTHING,
        automatic_start_delay_s=0,
        uptime_s=1,
        heartbeat="OkApplicationsHealthy",
        notes="",
        path=_PLACE,
        configuration_location=_PLACE,
        snapshot_file_location=_PLACE,
        smart_paging_file_path=_PLACE,
        adapters=(),
        dvd_drives=(),
        disk_paths=(),
        checkpoints=(),
        merging=False,
    )
    return plain.model_copy(update=changes)


def test_only_off_is_off() -> None:
    assert [state for state in VMState if status(state=state).is_off] == [VMState.OFF]


@pytest.mark.parametrize(
    ("heartbeat", "answers"), [("OkApplicationsUnknown", True), ("NoContact", False), (None, False)]
)
def test_a_guest_answers_when_its_heartbeat_is_there(heartbeat: str | None, answers: bool) -> None:
    assert status(heartbeat=heartbeat).guest_answers is answers


def test_memory_is_kept_by_saved_states_and_by_some_checkpoints() -> None:
    """Neither survives a change of the processor's maker."""
    plain = CheckpointStatus(id=UUID(int=1), name="a", has_memory=False)
    assert status(state=VMState.SAVED).has_memory
    assert not status(checkpoints=(plain,)).has_memory
    assert status(checkpoints=(plain, plain.model_copy(update={"has_memory": True}))).has_memory
