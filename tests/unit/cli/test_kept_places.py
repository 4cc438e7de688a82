"""Words about where the journal is kept: a disk that was to be unplugged is no fault."""

import io

from rich.console import Console

from migrator.cli.kept_places import KeptPlaces
from migrator.cli.streams import Streams
from migrator.domain.plan import StepHost, StepId
from migrator.journal.entries import StepAboutToApply
from migrator.report.catalogue import load_catalogue


def _said(*announced: StepId) -> str:
    screen = io.StringIO()
    places = KeptPlaces(Streams(Console(file=screen, width=200), io.StringIO(), False, load_catalogue()))
    for step in announced:
        places.history.take(
            StepAboutToApply(step=step, attempt=1, host=StepHost.PERSON, script=None, script_sha256=None, parameters={})
        )
    places.on_loss("disk-b", "VolumeMissing")
    return screen.getvalue()


def test_a_disk_that_goes_away_unasked_is_told_in_words() -> None:
    said = _said("put-disk-away/disk/a")
    assert "no longer kept on disk B: it is not plugged in" in said
    assert "VolumeMissing" not in said


def test_a_disk_that_a_step_asks_to_unplug_is_told_calmly() -> None:
    assert "Disk B is unplugged, as asked" in _said("put-disk-away/disk/b")
    assert "Disk B is unplugged, as asked" in _said("keep-disk/disk/b")
