"""A small host with two marked external disks, and jobs for its queue."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from migrator.copying.job import BagPlace, Item, Job, Operation
from migrator.domain.external_disk import bag_name, root_id
from migrator.hyperv.copy_task import CopyTask, get_copy_task, start_copy_task
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.tasks.copy_queue import CopyQueue
from migrator.lab.world.model import Host, Volume, World
from migrator.lab.world.scenario import ADDRESS, load_scenario
from tests.unit.hyperv.sessions import LabSession

MIGRATION = "move"
JOBS = "C:\\ProgramData\\migrator\\move\\jobs\\"


@dataclass
class QueueWorld:
    """The world, its host, and the queue that works on it."""

    world: World
    host: Host
    queue: CopyQueue
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    """What a slow disk does instead of taking its time, once."""

    @property
    def session(self) -> LabSession:
        """Open a session that knows nothing of the ones before."""
        return LabSession(HostCmdlets(self.world, self.host, work=self.queue))

    def volume(self, letter: str) -> Volume:
        """Give a volume by its letter, wherever its disk is now."""
        disks = [*self.host.disks, *self.world.shelf]
        return next(volume for disk in disks for volume in disk.volumes if volume.drive_letter == letter)

    def pull(self, letter: str) -> None:
        """Pull a disk out."""
        wanted = self.volume(letter)
        disk = next(disk for disk in self.host.disks if any(own is wanted for own in disk.volumes))
        self.world.unplug(disk)

    def job(self, name: str, *paths: str) -> Job:
        """Make a job that copies files of drive D to both disks."""
        source = self.volume("D")
        disks = {"a": self.volume("E"), "b": self.volume("F")}
        return Job(
            job=name,
            migration=MIGRATION,
            epoch=1,
            operation=Operation.COPY,
            roots={root_id(volume.unique_id): volume.unique_id for volume in (source, *disks.values())},
            items=tuple(Item(root=root_id(source.unique_id), path=path) for path in paths),
            bags=tuple(
                BagPlace(disk=disk, root=root_id(volume.unique_id), bag=bag_name(MIGRATION))
                for disk, volume in disks.items()
            ),
            state_file=f"{JOBS}{name}.state.json",
            stop_file=f"{JOBS}{name}.stop",
        )

    def start(self, job: Job) -> None:
        """Queue it, in a session of its own."""
        session = self.session
        start_copy_task(session, MIGRATION, job)
        session.close()

    def finished(self, name: str) -> CopyTask:
        """Wait for the queue and look at a job."""
        assert self.queue.wait_until_idle(30)
        return get_copy_task(self.session, MIGRATION, name)

    def copied(self, letter: str) -> set[str]:
        """Name the files of the payload on a disk."""
        payload = self.volume(letter).root / bag_name(MIGRATION) / "data"
        return {path.name for path in payload.rglob("*") if path.is_file()}


def small_world(folder: Path) -> tuple[World, Host]:
    """Build the small scenario with its external disks plugged in and marked, and a file of three chunks."""
    world = load_scenario("small", folder, 1)
    host = world.hosts[ADDRESS]
    for disk in list(world.shelf):
        world.plug(disk, host)
    for letter, name in (("E", "a"), ("F", "b")):
        volume = next(volume for volume in host.volumes if volume.drive_letter == letter)
        said = {
            "kind": "migrator-disk",
            "schema_version": 1,
            "migration": MIGRATION,
            "disk": name,
            "volume_serial": None,
            "gpt_disk_id": None,
            "bag": bag_name(MIGRATION),
            "epoch": 1,
            "written_at": "2026-01-01T00:00:00Z",
        }
        (volume.root / "migrator-disk.json").write_text(json.dumps(said))
    source = next(volume for volume in host.volumes if volume.drive_letter == "D")
    (source.root / "Big").mkdir()
    (source.root / "Big" / "one.bin").write_bytes(b"1" * 10_000)
    (source.root / "Big" / "two.bin").write_bytes(b"2" * 10_000)
    return world, host
