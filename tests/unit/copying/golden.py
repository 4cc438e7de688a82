"""Makes the golden bag, jobs and state: `python -m tests.unit.copying.golden` writes them where they lack."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from migrator.bag.difference import Difference, DifferenceKind
from migrator.bag.entry import Entry, write_entries
from migrator.bag.marker import DiskMarker, write_marker
from migrator.bag.uncovered import Uncovered
from migrator.copying.job import BagPlace, Item, Job, Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.run_job import run_job
from migrator.copying.state import (
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
from migrator.ports.file_operations import ReadFile

FOLDER: Final = Path(__file__).resolve().parents[2] / "golden" / "bag-1"
NOON: Final = datetime(2026, 3, 14, 12, tzinfo=UTC)
CHUNK: Final = 4096
BAG: Final = "migrator-weekend"
VM: Final = "0b9c1d1e-0000-4000-8000-000000000001"
CONTENT: Final = {
    "VMs/dc01/Virtual Machines/config.vmcx": b"configuration\n" * 20,
    "VMs/dc01/Virtual Hard Disks/100%25.vhdx": bytes(range(256)) * 33,
    "VMs/dc01/Virtual Hard Disks/old.vhd": b"data" * 128 + b"conectix" + bytes(504),
    "VMs/dc01/zwei\nZeilen.txt": "größer als gedacht\n".encode(),
    "VMs/dc01/empty.bin": b"",
}
LOST: Final = "VMs/dc01/lost.avhdx"


class _OneLost(LocalFiles):
    def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
        if path.name == "lost.avhdx":
            raise OSError(5, "Input/output error")
        return super().open_read(path, from_disk=from_disk)


def golden_marker() -> DiskMarker:
    """Return the marker of disk A."""
    return DiskMarker(
        migration="weekend",
        disk="a",
        volume_serial="1A2B-3C4D",
        gpt_disk_id="{5f3c0000-0000-4000-8000-00000000000a}",
        bag=BAG,
        epoch=1,
        written_at=NOON,
    )


def make_bag(folder: Path) -> None:
    """Copy, prove and close as a host would; the disk is `folder`/disk."""
    disk, source = folder / "disk", folder / "source"
    disk.mkdir(parents=True)
    (disk / "migrator-disk.json").write_bytes(write_marker(golden_marker()))
    for name, content in {**CONTENT, LOST: b"?" * 9000}.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, ns=(NOON_NS, NOON_NS))
    for operation in (Operation.COPY, Operation.REREAD, Operation.CLOSE):
        job = Job(
            job="golden",
            migration="weekend",
            epoch=1,
            operation=operation,
            roots={"volume-d": str(source), "disk-a": str(disk)},
            items=(Item(root="volume-d", path="VMs/dc01", owner=VM),) if operation is Operation.COPY else (),
            bags=(BagPlace(disk="a", root="disk-a", bag=BAG),),
            chunk_bytes=CHUNK,
            state_file=str(folder / "state.json"),
            stop_file=str(folder / "stop"),
        )
        run_job(job, _OneLost(), now=lambda: NOON, made_by=lambda: "hyperv-migrator 0.2.0")
    (disk / BAG / "migrator" / "journal.jsonl").write_bytes(b'{"a record that came later":true}\n')


NOON_NS: Final = 1_773_489_600_123_456_700


def jobs() -> str:
    """Return one job of each operation, one a line."""
    return "".join(canonical_json(plain(_job(operation))) + "\n" for operation in Operation)


def _job(operation: Operation) -> Job:
    restores = operation in (Operation.RESTORE, Operation.VERIFY_RESTORED)
    items: tuple[Item, ...] = ()
    if operation in (Operation.COPY, Operation.COMPARE_SOURCE):
        items = (Item(root="volume-d", path="VMs/dc01", owner=VM),)
    elif restores:
        items = (Item(root="volume-d", path="VMs/dc01", owner=VM, to="E:\\VMs\\dc01"),)
    return Job(
        job=f"020-{operation}",
        migration="weekend",
        epoch=3,
        operation=operation,
        roots={
            "volume-d": "D:\\",
            "disk-a": "\\\\?\\Volume{5f3c0000-0000-4000-8000-00000000000a}\\",
            "disk-b": "\\\\?\\Volume{5f3c0000-0000-4000-8000-00000000000b}\\",
        },
        items=items,
        owners=(VM,) if restores or operation is Operation.REREAD else (),
        bags=tuple(BagPlace(disk=disk, root=f"disk-{disk}", bag=BAG) for disk in ("a", "b")),
        restore_to={"volume-d": "E:\\"} if restores else {},
        replace_changed=operation is Operation.COPY,
        state_file=f"C:\\ProgramData\\migrator\\weekend\\jobs\\020-{operation}.state.json",
        stop_file=f"C:\\ProgramData\\migrator\\weekend\\jobs\\020-{operation}.stop",
    )


def state() -> JobState:
    """Return a state in which nothing is empty."""
    path, sha256 = "VMs/dc01/Virtual Hard Disks/100%25.vhdx", "ab" * 32
    gap = Uncovered.of("volume-d", LOST, owner=VM, reason="source-unreadable", offset_bytes=65536, found="I/O error")
    difference = Difference(kind=DifferenceKind.MISMATCHED, path="data/volume-d/x", offset_bytes=16777216)
    return JobState(
        job="020-copy",
        epoch=3,
        operation=Operation.COPY,
        status=JobStatus.FAILED,
        process_id=4711,
        started_at=NOON,
        heartbeat_at=NOON,
        bytes_total=8448,
        source_bytes_read=4096,
        files_total=3,
        files_done=2,
        disks=(
            DiskState(
                disk="a",
                bytes_done=4096,
                rate_bytes_per_s=1000,
                failure=FailureReason.VANISHED,
                found="No such device",
                closed_generation=2,
                differences=(difference,),
                uncovered=(gap,),
            ),
        ),
        failures=(
            Failure(
                reason=FailureReason.OCCUPIED, root="volume-d", path=path, disk="a", offset_bytes=4096, found="a file"
            ),
        ),
        rescues=(Rescue(root="volume-d", path=path, offset_bytes=4096, bad_on="a", taken_from="b"),),
        files=(FileDone(root="volume-d", path=path, owner=VM, disk="a", size_bytes=8448, sha256=sha256),),
        comparisons=(
            Comparison(
                root="volume-d",
                path=path,
                owner=VM,
                disk="a",
                result=ComparedWith.CHANGED,
                changed=("size_bytes", "data_write_guid"),
            ),
        ),
        cut=("files",),
    )


def odd_entry() -> str:
    """Return an entry list with a name that no text can carry: half a surrogate, which NTFS allows."""
    entry = Entry.of("volume-d", "VMs/\ud83d.vhdx", owner=VM, size_bytes=1, modified_unix_ns=NOON_NS)
    return write_entries((entry,))


def vectors() -> dict[str, str]:
    """Return the files beside the bag."""
    return {
        "jobs.jsonl": jobs(),
        "state.json": canonical_json(plain(state())) + "\n",
        "odd-entries.jsonl": odd_entry(),
    }


if __name__ == "__main__":
    if not (FOLDER / "disk").exists():
        with tempfile.TemporaryDirectory() as made:
            make_bag(Path(made))
            FOLDER.mkdir(parents=True, exist_ok=True)
            for found in sorted((Path(made) / "disk").rglob("*")):
                if found.is_file():
                    kept = FOLDER / "disk" / found.relative_to(Path(made) / "disk")
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    kept.write_bytes(found.read_bytes())
    for name, text in vectors().items():
        if not (FOLDER / name).exists():
            (FOLDER / name).write_bytes(text.encode())
