"""Keeps the state file: counts what happens, and replaces the file with each beat."""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from migrator.bag.difference import Difference
from migrator.bag.uncovered import Uncovered
from migrator.copying.job import Job
from migrator.copying.state import (
    LINES_AT_MOST,
    ComparedWith,
    Comparison,
    DiskState,
    Failure,
    FailureReason,
    FileDone,
    JobState,
    JobStatus,
    Rescue,
)
from migrator.domain.canonical import canonical_json, plain
from migrator.ports.file_operations import FileOperations

HEARTBEAT_S: Final = 1.0
_RATE_OVER_S: Final = 30.0


class _Disk:
    def __init__(self) -> None:
        self.bytes_done = 0
        self.seen: deque[tuple[float, int]] = deque()
        self.failure: FailureReason | None = None
        self.found: str | None = None
        self.generation: int | None = None
        self.differences: tuple[Difference, ...] = ()
        self.uncovered: tuple[Uncovered, ...] = ()

    def rate(self, now: float) -> int | None:
        self.seen.append((now, self.bytes_done))
        while self.seen[0][0] < now - _RATE_OVER_S:
            self.seen.popleft()
        then, before = self.seen[0]
        return int((self.bytes_done - before) / (now - then)) if now - then >= HEARTBEAT_S else None


class StateKeeper:
    """What is known of a running job; may be told by several threads."""

    def __init__(
        self,
        job: Job,
        files: FileOperations,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._job = job
        self._files = files
        self._now = now
        self._monotonic = monotonic
        self._started_at = now()
        self._lock = threading.Lock()
        self._disks = {place.disk: _Disk() for place in job.bags}
        self._failures: list[Failure] = []
        self._rescues: list[Rescue] = []
        self._files_done: list[FileDone] = []
        self._comparisons: list[Comparison] = []
        self._source_bytes = 0
        self._ended = threading.Event()
        self.bytes_total = 0
        self.files_total = 0
        self.files_done = 0

    def start(self) -> threading.Thread:
        """Write the first state and beat until `end`."""
        self._write(JobStatus.RUNNING)
        beat = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        beat.start()
        return beat

    def end(self, *, stopped: bool, ended: bool, beat: threading.Thread) -> JobStatus:
        """Write the last state; a job that did not come to its end has failed, whatever else is known."""
        self._ended.set()
        beat.join()
        bad = (
            not ended or any(disk.failure or disk.differences for disk in self._disks.values()) or bool(self._failures)
        )
        bad = bad or any(found.result is not ComparedWith.UNCHANGED for found in self._comparisons)
        status = JobStatus.STOPPED if stopped else JobStatus.FAILED if bad else JobStatus.DONE
        self._write(status)
        return status

    def add_bytes(self, disk: str, count: int) -> None:
        """Count bytes that are done on a disk."""
        with self._lock:
            self._disks[disk].bytes_done += count

    def bytes_done(self, disk: str) -> int:
        """Return how many bytes were counted for a disk."""
        with self._lock:
            return self._disks[disk].bytes_done

    def add_source_bytes(self, count: int) -> None:
        """Count bytes that were read from the source."""
        with self._lock:
            self._source_bytes += count

    def add_failure(self, failure: Failure) -> None:
        """Note a file that was not done."""
        with self._lock:
            self._failures.append(failure)

    def add_rescue(self, rescue: Rescue) -> None:
        """Note a chunk that was taken from elsewhere."""
        with self._lock:
            if rescue not in self._rescues:
                self._rescues.append(rescue)

    def add_file(self, file: FileDone) -> None:
        """Note a file that was proven."""
        with self._lock:
            self._files_done.append(file)

    def add_comparison(self, comparison: Comparison) -> None:
        """Note how a source file stands to a bag's entry."""
        with self._lock:
            self._comparisons.append(comparison)

    def fail_disk(self, disk: str, reason: FailureReason, found: str | None) -> None:
        """Note that a disk takes no further part."""
        with self._lock:
            self._disks[disk].failure, self._disks[disk].found = reason, found

    def add_differences(self, disk: str, differences: Sequence[Difference]) -> None:
        """Note what is not as a bag says."""
        with self._lock:
            self._disks[disk].differences += tuple(differences)

    def closed(self, disk: str, generation: int, uncovered: tuple[Uncovered, ...]) -> None:
        """Note that a bag was closed, and what without."""
        with self._lock:
            self._disks[disk].generation, self._disks[disk].uncovered = generation, uncovered

    def _beat(self) -> None:
        while not self._ended.wait(HEARTBEAT_S):
            # A full system volume must not stop a copy of many hours: the beat stands still, which is seen.
            with suppress(OSError):
                self._write(JobStatus.RUNNING)

    def _write(self, status: JobStatus) -> None:
        content = canonical_json(plain(self._state(status))) + "\n"
        self._files.replace_small(Path(self._job.state_file), content.encode())

    def _state(self, status: JobStatus) -> JobState:
        with self._lock:
            moment = self._monotonic()
            files = sorted(self._files_done, key=lambda file: (file.root, file.path, file.disk or ""))
            comparisons = sorted(self._comparisons, key=_by_weight)
            lists: dict[str, int] = {
                "comparisons": len(comparisons),
                "differences": max(len(disk.differences) for disk in self._disks.values()),
                "failures": len(self._failures),
                "files": len(files),
                "rescues": len(self._rescues),
                "uncovered": max(len(disk.uncovered) for disk in self._disks.values()),
            }
            return JobState(
                job=self._job.job,
                epoch=self._job.epoch,
                operation=self._job.operation,
                status=status,
                process_id=os.getpid(),
                started_at=self._started_at,
                heartbeat_at=self._now(),
                bytes_total=self.bytes_total,
                source_bytes_read=self._source_bytes,
                files_total=self.files_total,
                files_done=self.files_done,
                disks=tuple(
                    DiskState(
                        disk=name,
                        bytes_done=disk.bytes_done,
                        rate_bytes_per_s=disk.rate(moment),
                        failure=disk.failure,
                        found=disk.found,
                        closed_generation=disk.generation,
                        differences=disk.differences[:LINES_AT_MOST],
                        uncovered=disk.uncovered[:LINES_AT_MOST],
                    )
                    for name, disk in self._disks.items()
                ),
                failures=tuple(self._failures[:LINES_AT_MOST]),
                rescues=tuple(self._rescues[:LINES_AT_MOST]),
                files=tuple(files[:LINES_AT_MOST]),
                comparisons=tuple(comparisons[:LINES_AT_MOST]),
                cut=tuple(name for name, count in lists.items() if count > LINES_AT_MOST),
            )


def _by_weight(one: Comparison) -> tuple[bool, str, str, str]:
    return one.result is ComparedWith.UNCHANGED, one.root, one.path, one.disk
