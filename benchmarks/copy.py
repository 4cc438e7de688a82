"""Copying to two disks with proof, beside what a user would do instead: cp twice, and sha256sum of all three places."""

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from migrator.bag.marker import DiskMarker, write_marker
from migrator.copying.job import BagPlace, Item, Job, Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.run_job import run_job
from migrator.copying.state import JobStatus

_RUNS: Final = 3
_LARGE_BYTES: Final = 192 << 20
_SMALL: Final = 40


class _Cost(NamedTuple):
    elapsed_s: float
    processor_s: float


def measure(folder: Path | None = None) -> None:
    """Print the ratios of pairs that were run in turn; `folder` is on the disk that is to be measured."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        place = Path(made)
        size = _make_source(place / "source")
        pairs = [(_timed(lambda: _ours(place)), _timed(lambda: _theirs(place))) for _ in range(_RUNS)]
    _print(size, pairs)


def _print(size: int, pairs: list[tuple[_Cost, _Cost]]) -> None:
    say = sys.stdout.write
    say(f"copy of {size >> 20} MiB to two places with proof, {_RUNS} pairs, on one file system\n")
    for name, index in (("this program: copy, reread, close", 0), ("cp twice, sha256sum of all three", 1)):
        elapsed = statistics.median(pair[index].elapsed_s for pair in pairs)
        used = statistics.median(pair[index].processor_s for pair in pairs)
        say(f"  {name:36} {elapsed:6.2f} s   {used:6.2f} s of processor\n")
    elapsed = statistics.median(ours.elapsed_s / theirs.elapsed_s for ours, theirs in pairs)
    used = statistics.median(ours.processor_s / theirs.processor_s for ours, theirs in pairs)
    say(f"  ratio (median of pairs): {elapsed:.2f} of the time, {used:.2f} of the processor\n")
    say("  reads of the source: 1 to 3\n")


def _make_source(source: Path) -> int:
    rng = random.Random(1)  # noqa: S311 -- content, not a secret
    (source / "vm").mkdir(parents=True)
    (source / "vm" / "disk.vhdx").write_bytes(rng.randbytes(_LARGE_BYTES))
    for number in range(_SMALL):
        (source / "vm" / f"{number}.bin").write_bytes(rng.randbytes(50_000))
    return sum(path.stat().st_size for path in source.rglob("*") if path.is_file())


def _timed(work: Callable[[], None]) -> _Cost:
    os.sync()
    before, began = _processor_s(), time.perf_counter()
    work()
    return _Cost(time.perf_counter() - began, _processor_s() - before)


def _processor_s() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def _ours(place: Path) -> None:
    for disk in ("a", "b"):
        shutil.rmtree(place / disk, ignore_errors=True)
        (place / disk).mkdir()
        marker = DiskMarker(
            migration="bench",
            disk=disk,
            volume_serial=None,
            gpt_disk_id=None,
            bag="bag",
            epoch=1,
            written_at=datetime(2026, 3, 14, tzinfo=UTC),
        )
        (place / disk / "migrator-disk.json").write_bytes(write_marker(marker))
    for operation in (Operation.COPY, Operation.REREAD, Operation.CLOSE):
        job = Job(
            job="bench",
            migration="bench",
            epoch=1,
            operation=operation,
            roots={"source": str(place / "source"), "disk-a": str(place / "a"), "disk-b": str(place / "b")},
            items=(Item(root="source", path="vm"),) if operation is Operation.COPY else (),
            bags=tuple(BagPlace(disk=disk, root=f"disk-{disk}", bag="bag") for disk in ("a", "b")),
            state_file=str(place / "state.json"),
            stop_file=str(place / "stop"),
        )
        if run_job(job, LocalFiles()) is not JobStatus.DONE:
            raise RuntimeError(operation)


def _theirs(place: Path) -> None:
    sums = []
    for copy in ("c", "d"):
        shutil.rmtree(place / copy, ignore_errors=True)
        _run("cp", "-r", "--preserve=timestamps", str(place / "source"), str(place / copy))
    _run("sync")
    for folder in ("source", "c", "d"):
        names = sorted(path.relative_to(place / folder).as_posix() for path in (place / folder).rglob("*.*"))
        sums.append(_run("sha256sum", *names, cwd=place / folder))
    if len(set(sums)) != 1:
        raise RuntimeError(sums)


def _run(program: str, *arguments: str, cwd: Path | None = None) -> str:
    found = shutil.which(program) or program
    done = subprocess.run([found, *arguments], cwd=cwd, check=True, capture_output=True, text=True)  # noqa: S603 -- fixed
    return done.stdout
