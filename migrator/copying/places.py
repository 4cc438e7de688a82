"""Opens the bags of a job, each only if its disk says that it is meant."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from migrator.bag import layout
from migrator.bag.marker import read_marker
from migrator.copying.destination import Destination, reason_of
from migrator.copying.job import BagPlace, Job
from migrator.copying.state import FailureReason
from migrator.copying.state_keeper import StateKeeper
from migrator.ports.file_operations import FileOperations


def bag_folder(place: BagPlace, job: Job) -> Path:
    """Return the bag's folder on this host."""
    return Path(job.roots[place.root]) / place.bag


def open_bags(job: Job, files: FileOperations, keeper: StateKeeper) -> list[Destination]:
    """Return the bags that may take part; why the others may not is told to the keeper."""
    opened = []
    for place in job.bags:
        try:
            refused = why_refused(place, job, files)
            bag = Destination.bag(place.disk, bag_folder(place, job), files) if refused is None else None
        except OSError as error:
            keeper.fail_disk(place.disk, reason_of(error), error.strerror)
            continue
        except ValueError:
            # The log of progress is not ours, or not one that this version of the program understands.
            keeper.fail_disk(place.disk, FailureReason.UNREADABLE_PROGRESS, layout.PROGRESS)
            continue
        if bag is None:
            keeper.fail_disk(place.disk, refused or FailureReason.MARKER_MISSING, None)
        else:
            opened.append(bag)
    return opened


def why_refused(place: BagPlace, job: Job, files: FileOperations) -> FailureReason | None:
    """Say why the disk's marker file forbids the job; None where it allows it."""
    content = files.read_small(Path(job.roots[place.root]) / layout.MARKER)
    try:
        marker = read_marker(content or b"")
    except ValueError:
        return FailureReason.MARKER_MISSING
    if (marker.migration, marker.disk, marker.bag) != (job.migration, place.disk, place.bag):
        return FailureReason.MARKER_OF_ANOTHER
    if marker.epoch > job.epoch:
        return FailureReason.EPOCH_HIGHER
    return None


@contextmanager
def guarded(destination: Destination) -> Iterator[None]:
    """Make an error of a disk that disk's own failure."""
    try:
        yield
    except OSError as error:
        destination.fail(reason_of(error), error.strerror)
