"""A rehearsal host copies by itself, and what goes wrong with a disk goes wrong here as it would there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migrator.copying.state import FailureReason, JobState, JobStatus
from migrator.hyperv.copy_task import get_copy_task, stop_copy_task
from migrator.lab.tasks.copy_queue import CopyQueue
from migrator.lab.world.model_disk import UnreadablePart
from migrator.lab.world.scenario import ADDRESS, load_scenario
from tests.unit.lab.tasks.queue_world import MIGRATION, QueueWorld, small_world


@pytest.fixture
def made(tmp_path: Path) -> Iterator[QueueWorld]:
    """Give a host whose slow disks call `meanwhile` instead of taking time."""
    world, host = small_world(tmp_path)
    happened: list[Callable[[], None]] = []

    def wait(_seconds: float) -> None:
        while happened:
            happened.pop()()

    queue = CopyQueue(world, wait=wait)
    queue.install(host)
    yield QueueWorld(world, host, queue, happened)
    queue.close()


def state(made: QueueWorld, name: str) -> JobState:
    """Give the state that a finished job left."""
    found = made.finished(name).state
    assert found is not None
    return found


def failures(found: JobState) -> dict[str, FailureReason | None]:
    """Give why each disk took no further part."""
    return {disk.disk: disk.failure for disk in found.disks}


def test_a_copy_goes_on_when_the_session_has_ended(made: QueueWorld) -> None:
    """The task belongs to the host: whoever asks later finds both copies."""
    made.start(made.job("copy-1", "Big"))
    assert state(made, "copy-1").status is JobStatus.DONE
    assert made.copied("E") == made.copied("F") == {"one.bin", "two.bin"}
    assert not get_copy_task(made.session, MIGRATION, "copy-1").is_working


def test_names_have_no_case(made: QueueWorld) -> None:
    """A configuration may write a folder otherwise than the disk does."""
    made.start(made.job("copy-1", "big"))
    assert state(made, "copy-1").status is JobStatus.DONE
    assert made.copied("E") == {"one.bin", "two.bin"}


def test_a_disk_pulled_in_the_middle_does_not_stop_the_other(made: QueueWorld) -> None:
    """B is whole though A went away during the first chunk."""
    made.volume("E").faults.slow_s = 1
    made.meanwhile.append(lambda: made.pull("E"))
    made.start(made.job("copy-1", "Big"))
    found = state(made, "copy-1")
    assert failures(found) == {"a": FailureReason.VANISHED, "b": None}
    assert made.copied("F") == {"one.bin", "two.bin"}


def test_a_full_disk_says_that_it_is_full(made: QueueWorld) -> None:
    """And the other one goes on."""
    made.volume("F").faults.full = True
    made.start(made.job("copy-1", "Big"))
    assert failures(state(made, "copy-1")) == {"a": None, "b": FailureReason.NO_ROOM}
    assert made.copied("E") == {"one.bin", "two.bin"}


def test_a_part_that_cannot_be_read_is_named_with_its_place(made: QueueWorld) -> None:
    """The other file is copied; nothing is made up for this one."""
    made.volume("D").faults.unreadable["big\\one.bin"] = [UnreadablePart(9000, 512)]
    made.start(made.job("copy-1", "Big"))
    found = state(made, "copy-1")
    assert [(one.reason, one.path, one.offset_bytes) for one in found.failures] == [
        (FailureReason.SOURCE_UNREADABLE, "Big/one.bin", 0)
    ]
    assert made.copied("E") == {"two.bin"}


def test_a_wipe_ends_the_copy_where_it_stands(made: QueueWorld) -> None:
    """Nothing is written any more by a box that is no more, not even its state."""
    made.volume("E").faults.slow_s = 1
    stranger = load_scenario("small", made.volume("E").root.parent / "elsewhere", 2).hosts[ADDRESS]
    made.meanwhile.append(lambda: made.world.hosts.update({ADDRESS: stranger}))
    made.start(made.job("copy-1", "Big"))
    assert state(made, "copy-1").status is JobStatus.RUNNING
    assert made.copied("E") == set()


def test_an_ended_process_is_known_by_its_task_and_goes_on_when_started_again(made: QueueWorld) -> None:
    """The state file still says running; the task says that nobody is at work."""
    made.volume("E").faults.slow_s = 1
    task_ended: list[bool] = []

    def end() -> None:
        made.queue._running[id(made.host)].is_ended.set()
        task_ended.append(True)

    made.meanwhile.append(end)
    made.start(made.job("copy-1", "Big"))
    assert made.queue.wait_until_idle(30)
    made.host.tasks[-1].state = "Ready"
    broken_off = get_copy_task(made.session, MIGRATION, "copy-1")
    assert broken_off.state is not None
    assert (broken_off.state.status, broken_off.is_working, task_ended) == (JobStatus.RUNNING, False, [True])
    made.start(made.job("copy-1", "Big"))
    assert state(made, "copy-1").status is JobStatus.DONE
    assert made.copied("E") == {"one.bin", "two.bin"}


def test_a_job_that_comes_in_meanwhile_is_done_after_it(made: QueueWorld) -> None:
    """One queue, in the order of names."""
    made.volume("E").faults.slow_s = 1
    made.meanwhile.append(lambda: made.start(made.job("copy-2", "Big/two.bin")))
    made.start(made.job("copy-1", "Big/one.bin"))
    assert state(made, "copy-1").status is JobStatus.DONE
    assert state(made, "copy-2").status is JobStatus.DONE
    assert made.copied("F") == {"one.bin", "two.bin"}


def test_a_stopped_job_says_so_and_goes_on_when_it_is_given_again(made: QueueWorld) -> None:
    """Stopping is a file; starting again removes it."""
    made.volume("E").faults.slow_s = 1
    made.meanwhile.append(lambda: stop_copy_task(made.session, MIGRATION, "copy-1"))
    made.start(made.job("copy-1", "Big"))
    assert state(made, "copy-1").status is JobStatus.STOPPED
    made.start(made.job("copy-1", "Big"))
    assert state(made, "copy-1").status is JobStatus.DONE
