"""The task `migrator-copy` of a rehearsal host: works through its queue of copy jobs in a thread of the lab's process."""

import json
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from migrator.copying.job import Job
from migrator.copying.local_files import LocalFiles
from migrator.copying.run_job import run_job
from migrator.lab.tasks.host_file_operations import HostFileOperations
from migrator.lab.world.drive import DriveMissing, HostFiles
from migrator.lab.world.drive_writing import HostWriting
from migrator.lab.world.model import Host, ScheduledTask, World

WORK_FOLDER: Final = "C:\\ProgramData\\migrator"
ENGINE: Final = WORK_FOLDER + "\\engine\\Invoke-CopyQueue.ps1"
_ENGINE_TEXT: Final = b"# Stands for the copy engine: a rehearsal host's queue is worked through by the lab itself.\n"
_FAILED: Final = 1


class CopyQueue:
    """Implements TaskWork for the copy task of all hosts of a world; a box that was wiped has no task any more."""

    def __init__(self, world: World, *, wait: Callable[[float], None] = time.sleep) -> None:
        """`wait` is how a slow disk takes its time."""
        self._world = world
        self._wait = wait
        self._gate = threading.Lock()
        self._running: dict[int, _Process] = {}
        self._began = time.monotonic()

    def install(self, host: Host) -> None:
        """Put the engine onto a host, as setting the program up on a real one will."""
        writing = HostWriting(HostFiles(host))
        try:
            writing.make_folder(ENGINE.rpartition("\\")[0])
            writing.write(ENGINE, _ENGINE_TEXT)
        except DriveMissing:
            return  # a world without a drive C: is nobody's host
        # An inventory says when the newest file was written; the same world gives the same one.
        set_up = self._world.now.timestamp()
        os.utime(HostFiles(host).entry(ENGINE).real, (set_up, set_up))

    def started(self, host: Host, task: ScheduledTask) -> None:
        """Begin; while it works already there is one more turn afterwards."""
        if ENGINE not in task.arguments:
            return
        with self._gate:
            process = self._running.get(id(host))
            if process is not None and process.take_another_turn():
                return
            process = _Process(self._world, host, task, self._wait, self._since_start)
            self._running[id(host)] = process
            process.thread.start()

    def ended(self, host: Host, task: ScheduledTask) -> None:
        """End the process; what it wrote stays as it is."""
        if ENGINE in task.arguments:
            self._end(self._running.get(id(host)))

    def wait_until_idle(self, timeout_s: float) -> bool:
        """Wait for all queues to be empty; False when the time is over."""
        limit = time.monotonic() + timeout_s
        for process in list(self._running.values()):
            process.thread.join(max(0.0, limit - time.monotonic()))
        return not any(process.thread.is_alive() for process in self._running.values())

    def close(self) -> None:
        """End every process."""
        for process in list(self._running.values()):
            self._end(process)

    def _since_start(self) -> timedelta:
        return timedelta(seconds=time.monotonic() - self._began)

    def _end(self, process: "_Process | None") -> None:
        if process is not None:
            process.is_ended.set()
            process.thread.join()


class _Process:
    def __init__(
        self,
        world: World,
        host: Host,
        task: ScheduledTask,
        wait: Callable[[float], None],
        clock: Callable[[], timedelta],
    ) -> None:
        self._world = world
        self._host = host
        self._task = task
        self._wait = wait
        self._gate = threading.Lock()
        self._more = True
        self._finished = False
        self._tried: set[tuple[Path, int]] = set()
        self._clock = clock
        self.is_ended = threading.Event()
        self.thread = threading.Thread(target=self._work, name="migrator-copy", daemon=True)

    def take_another_turn(self) -> bool:
        """Look at the queue once more before ending; False where it is too late for that."""
        with self._gate:
            self._more = True
            return not self._finished

    def _work(self) -> None:
        result = _FAILED
        try:
            while self._goes_on():
                while (job_file := self._next()) is not None:
                    self._carry_out(job_file)
            result = 0
        finally:
            with self._gate:
                self._finished = True
            if self._is_alive():
                self._task.state, self._task.last_result = "Ready", result

    def _goes_on(self) -> bool:
        with self._gate:
            goes_on, self._more = self._more and self._is_alive(), False
            self._finished = not goes_on
            return goes_on

    def _is_alive(self) -> bool:
        return not self.is_ended.is_set() and any(host is self._host for host in self._world.hosts.values())

    def _next(self) -> Path | None:
        if not self._is_alive():
            return None
        base = HostFiles(self._host).find(WORK_FOLDER)
        if base is None:
            return None
        waiting = [path for path in base.real.glob("*/jobs/*.json") if self._waits(path)]
        return min(waiting, key=lambda path: path.name, default=None)

    def _waits(self, path: Path) -> bool:
        if path.name.endswith(".state.json") or (path, path.stat().st_mtime_ns) in self._tried:
            return False
        try:
            state = json.loads(path.with_suffix(".state.json").read_bytes())
        except FileNotFoundError:
            return True
        # One that still says `running` was broken off: nobody but this process works on it.
        return bool(state["status"] == "running")

    def _carry_out(self, path: Path) -> None:
        self._tried.add((path, path.stat().st_mtime_ns))
        files = HostFileOperations(LocalFiles(), self._world, self._host, self._is_alive, self._wait)
        try:
            run_job(self._here(Job.model_validate_json(path.read_bytes())), files, now=self._now)
        except (OSError, ValidationError):
            # The process was ended, or the job is none: its state file, or that it has none, says so.
            return

    def _here(self, job: Job) -> Job:
        """Give the job with the real folders of this host's volumes."""
        items = tuple(
            item if item.to is None else item.model_copy(update={"to": self._real(item.to)}) for item in job.items
        )
        return job.model_copy(
            update={
                "roots": {name: self._real(path) for name, path in job.roots.items()},
                "restore_to": {name: self._real(path) for name, path in job.restore_to.items()},
                "items": items,
                "state_file": self._real(job.state_file),
                "stop_file": self._real(job.stop_file),
            }
        )

    def _real(self, path: str) -> str:
        try:
            return str(HostFiles(self._host).place(path)[1])
        except DriveMissing:
            pass
        # The disk is away: where it lies now nothing of it can be touched from here, which the file operations see to.
        everywhere = [disk for host in self._world.hosts.values() for disk in host.disks] + self._world.shelf
        for volume in (volume for disk in everywhere for volume in disk.volumes):
            if path.lower().startswith(volume.unique_id.lower()):
                return str(volume.root.joinpath(*path[len(volume.unique_id) :].split("\\")))
        return path

    def _now(self) -> datetime:
        """Give the host's clock, which goes on while it works: a world's own time stands still until somebody sets it."""
        at = self._world.now + timedelta(seconds=self._host.clock_offset_s)
        return (at + self._clock()).astimezone(UTC)
