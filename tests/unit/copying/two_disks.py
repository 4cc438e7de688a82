"""A source and two marked disks below a test's folder, and jobs about them."""

import os
import random
from datetime import UTC, datetime
from pathlib import Path

from migrator.bag.marker import DiskMarker, write_marker
from migrator.copying.job import BagPlace, Item, Job, Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.run_job import run_job
from migrator.copying.state import JobState, JobStatus
from migrator.ports.file_operations import FileOperations

CHUNK = 4096
NAMES = ("100%25.vhdx", "Größe 1.vhdx", "it's here.vmcx", "Snapshots/a b.avhdx", "zwei\nZeilen.txt", "empty.bin")
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def content(seed: int, size_bytes: int) -> bytes:
    """Return bytes that are the same in every run."""
    return random.Random(seed).randbytes(size_bytes)  # noqa: S311 -- content, not a secret


def plug(tmp_path: Path, disk: str, *, epoch: int = 2) -> None:
    """Make an external disk with its marker file."""
    marker = DiskMarker(
        migration="m",
        disk=disk,
        volume_serial=None,
        gpt_disk_id=None,
        bag="bag",
        epoch=epoch,
        written_at=datetime(2026, 3, 13, tzinfo=UTC),
    )
    (tmp_path / disk).mkdir(exist_ok=True)
    (tmp_path / disk / "migrator-disk.json").write_bytes(write_marker(marker))


def sources(tmp_path: Path) -> None:
    """Make the source's files and both disks, once."""
    source = tmp_path / "source"
    if not source.exists():
        for index, name in enumerate(NAMES):
            path = source / "vm" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"" if name == "empty.bin" else content(index, CHUNK * 8 * index + 7))
        for disk in ("a", "b"):
            plug(tmp_path, disk)


def job(tmp_path: Path, operation: Operation, *, disks: str = "ab", **more: object) -> Job:
    """Return a job over some disks, whose source and markers are there."""
    sources(tmp_path)
    from_source = operation in (Operation.COPY, Operation.COMPARE_SOURCE)
    values: dict[str, object] = {
        "job": "j1",
        "migration": "m",
        "epoch": 2,
        "operation": operation,
        "roots": {"src": str(tmp_path / "source")} | {f"disk-{disk}": str(tmp_path / disk) for disk in disks},
        "items": (Item(root="src", path="vm", owner="1"),) if from_source else (),
        "bags": tuple(BagPlace(disk=disk, root=f"disk-{disk}", bag="bag") for disk in disks),
        "chunk_bytes": CHUNK,
        "sync_every_chunks": 2,
        "state_file": str(tmp_path / "state.json"),
        "stop_file": str(tmp_path / "stop"),
    }
    return Job.model_validate(values | more)


def state(tmp_path: Path) -> JobState:
    """Return what the last job said."""
    return JobState.model_validate_json((tmp_path / "state.json").read_bytes())


def run(
    tmp_path: Path, operation: Operation, *, disks: str = "ab", files: FileOperations | None = None, **more: object
) -> JobStatus:
    """Carry out a job at noon."""
    return run_job(job(tmp_path, operation, disks=disks, **more), files or LocalFiles(), now=lambda: NOON)


def copied(tmp_path: Path, *, disks: str = "ab", **more: object) -> None:
    """Copy, prove and close."""
    for operation in (Operation.COPY, Operation.REREAD, Operation.CLOSE):
        narrowed = more if operation is Operation.COPY else {}
        assert run(tmp_path, operation, disks=disks, files=None, **narrowed) is JobStatus.DONE, state(tmp_path)


def flip(path: Path, offset: int) -> None:
    """Change one bit, as a failing disk does: size and time stay."""
    known = path.stat()
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


def safe(tmp_path: Path, disk: str, name: str) -> Path:
    """Return where a file of the source lies in a disk's bag."""
    return tmp_path / disk / "bag" / "data" / "src" / "vm" / name
