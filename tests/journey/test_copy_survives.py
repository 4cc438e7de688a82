"""A copy belongs to the host: it outlives the session, the controller, and one of the two disks."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.bag.marker import DiskMarker
from migrator.copying.job import BagPlace, Item, Job, Operation
from migrator.copying.state import FailureReason, JobState, JobStatus
from migrator.domain.canonical import canonical_json, plain
from migrator.domain.external_disk import bag_name, root_id
from migrator.hyperv.copy_task import get_copy_task, start_copy_task
from migrator.hyperv.external_disk import get_external_disk, initialize_external_disk
from migrator.lab.client import LabClient
from migrator.ports.host_session import HostSession

MIGRATION = "rehearsal"
JOB = "copy-1"
KILLED = """
import os, signal, sys
from pathlib import Path
from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.copying.job import Job
from migrator.hyperv.copy_task import start_copy_task

session = open_session(read_config(Path(sys.argv[1])).source.connection, str)
start_copy_task(session, sys.argv[2], Job.model_validate_json(sys.stdin.read()))
os.kill(os.getpid(), signal.SIGKILL)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process that is killed there ends otherwise")


@contextmanager
def session_with(lab: LabClient) -> Iterator[HostSession]:
    """Open a session with the rehearsal host, as a controller does."""
    config = read_config(Path(lab.lab.config_file))
    session = open_session(config.source.connection, str, environment=lab.environment)
    try:
        yield session
    finally:
        session.close()


def prepared(lab: LabClient) -> Job:
    """Mark both disks and return a job that copies a machine's folder to them."""
    with session_with(lab) as session:
        seen = {volume.drive_letter: volume for volume in get_external_disk(session)}
        for disk, letter in (("a", "E"), ("b", "F")):
            volume = seen[letter]
            marker = DiskMarker(
                migration=MIGRATION,
                disk=disk,
                volume_serial=volume.serial_number,
                gpt_disk_id=volume.gpt_disk_id,
                bag=bag_name(MIGRATION),
                epoch=1,
                written_at=datetime(2026, 3, 14, tzinfo=UTC),
            )
            initialize_external_disk(session, volume.volume_id, marker)
    folder = f"C:\\ProgramData\\migrator\\{MIGRATION}\\jobs\\{JOB}"
    return Job(
        job=JOB,
        migration=MIGRATION,
        epoch=1,
        operation=Operation.COPY,
        roots={root_id(seen[letter].volume_id): seen[letter].volume_id for letter in "DEF"},
        items=(Item(root=root_id(seen["D"].volume_id), path="VMs/web"),),
        bags=tuple(
            BagPlace(disk=disk, root=root_id(seen[letter].volume_id), bag=bag_name(MIGRATION))
            for disk, letter in (("a", "E"), ("b", "F"))
        ),
        state_file=f"{folder}.state.json",
        stop_file=f"{folder}.stop",
    )


def ended(lab: LabClient) -> JobState:
    """Ask in a new session until the job has come to its end."""
    limit = time.monotonic() + 60
    with session_with(lab) as session:
        while time.monotonic() < limit:
            found = get_copy_task(session, MIGRATION, JOB)
            if found.state is not None and not found.is_working:
                return found.state
    pytest.fail("the copy did not come to its end")


def test_a_copy_goes_on_when_the_controller_is_killed(lab: LabClient) -> None:
    """Kill -9 right after the start: whoever looks next finds both copies."""
    job = prepared(lab)
    lab.do("slow-disk", disk="E", seconds=0.2)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, lab.lab.config_file, MIGRATION],
        input=canonical_json(plain(job)).encode(),
        env=lab.environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    found = ended(lab)
    assert found.status is JobStatus.DONE
    assert found.files_done == found.files_total > 0


def test_a_copy_goes_on_when_a_disk_is_pulled_and_the_session_is_closed(lab: LabClient) -> None:
    """Disk B goes away while it takes its time; A is whole, and the state says what happened to B."""
    job = prepared(lab)
    lab.do("slow-disk", disk="F", seconds=2.0)
    with session_with(lab) as session:
        start_copy_task(session, MIGRATION, job)
    lab.do("pull", disk="F")
    found = ended(lab)
    assert {disk.disk: disk.failure for disk in found.disks} == {"a": None, "b": FailureReason.VANISHED}


def test_a_rebuild_ends_the_copy(lab: LabClient) -> None:
    """The new host knows nothing of the old one's task."""
    job = prepared(lab)
    lab.do("slow-disk", disk="E", seconds=1.0)
    with session_with(lab) as session:
        start_copy_task(session, MIGRATION, job)
    lab.do("rebuild")
    config = read_config(Path(lab.lab.config_file))
    assert config.destination.connection is not None
    session = open_session(config.destination.connection, str, environment=lab.environment)
    found = get_copy_task(session, MIGRATION, JOB)
    session.close()
    assert (found.is_queued, found.is_working, found.state) == (False, False, None)
