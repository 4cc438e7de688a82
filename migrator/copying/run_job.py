"""Carries out one job file."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from migrator.bag import layout
from migrator.bag.reading import Interrupted
from migrator.bag.validation import validate
from migrator.copying.close import close
from migrator.copying.compare_source import compare_source
from migrator.copying.copy_items import copy_items
from migrator.copying.destination import reason_of
from migrator.copying.job import BagPlace, Job, Operation
from migrator.copying.places import bag_folder
from migrator.copying.reread import reread
from migrator.copying.restore import restore, verify_restored
from migrator.copying.sample import sample
from migrator.copying.state import JobStatus
from migrator.copying.state_keeper import StateKeeper
from migrator.ports.file_operations import FileOperations


def _this_version() -> str:
    return f"hyperv-migrator {version('hyperv-migrator')}"


def run_job(
    job: Job,
    files: FileOperations,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    made_by: Callable[[], str] = _this_version,
) -> JobStatus:
    """Do what the job says and keep its state file; return how it ended."""
    stop_file = Path(job.stop_file)

    def should_stop() -> bool:
        return files.facts(stop_file) is not None

    keeper = StateKeeper(job, files, now=now)
    beat = keeper.start()
    stopped, ended = False, False
    try:
        match job.operation:
            case Operation.COPY:
                stopped = copy_items(job, files, keeper, should_stop)
            case Operation.REREAD:
                stopped = reread(job, files, keeper, should_stop)
            case Operation.CLOSE:
                close(job, files, keeper, now=now, made_by=made_by())
            case Operation.COMPARE_SOURCE:
                compare_source(job, files, keeper)
            case Operation.RESTORE:
                stopped = restore(job, files, keeper, should_stop)
            case Operation.VERIFY_RESTORED:
                stopped = verify_restored(job, files, keeper, should_stop)
            case Operation.SAMPLE:
                stopped = sample(job, files, keeper, should_stop)
            case Operation.VERIFY:
                stopped = _verify(job, files, keeper, should_stop)
        ended = True
    finally:
        status = keeper.end(stopped=stopped, ended=ended, beat=beat)
    return status


def _verify(job: Job, files: FileOperations, keeper: StateKeeper, should_stop: Callable[[], bool]) -> bool:
    def one(place: BagPlace) -> bool:
        def count(size_bytes: int) -> None:
            keeper.add_bytes(place.disk, size_bytes)
            if should_stop():
                raise Interrupted

        try:
            files.read_small(bag_folder(place, job) / layout.DECLARATION)
            keeper.add_differences(place.disk, validate(bag_folder(place, job), files, on_bytes=count))
        except Interrupted:
            return True
        except OSError as error:
            keeper.fail_disk(place.disk, reason_of(error), error.strerror)
        return False

    with ThreadPoolExecutor(len(job.bags), "disk") as pool:
        return any(list(pool.map(one, job.bags)))
