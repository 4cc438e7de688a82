"""How far the running step is, in a file beside the journal: for `migrator status` in a second terminal, no evidence."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from migrator.domain.plan import StepId
from migrator.runner.run import Outcome
from migrator.runner.states import StepState
from migrator.steps.situation import Progress

PROGRESS: Final = "progress.json"
_EVERY_S: Final = 1.0


@dataclass(frozen=True)
class LastProgress:
    """What was seen last."""

    step: StepId
    seen_at: datetime
    places: tuple[Progress, ...]


class ProgressFile:
    """A screen that writes down how far it is, once a second at most."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._last = float("-inf")

    def on_state(self, step: StepId, state: StepState) -> None:
        """States stand in the journal."""

    def on_progress(self, step: StepId, places: tuple[Progress, ...]) -> None:
        """Write it down, unless that was done a moment ago."""
        if self._clock() - self._last < _EVERY_S:
            return
        self._last = self._clock()
        said = {"step": step, "seen_at": datetime.now(UTC).isoformat(), "places": [asdict(place) for place in places]}
        new = self._path.with_suffix(".new")
        try:
            new.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
            new.replace(self._path)
        except OSError:
            return  # for onlookers only; a full disk shows where it matters

    def on_end(self, outcome: Outcome) -> None:
        """Take it away: nothing is in progress on the screen any more."""
        del outcome
        self._path.unlink(missing_ok=True)


def read_progress(path: Path) -> LastProgress | None:
    """Return what a run wrote last; None where there is nothing to be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        places = tuple(Progress(**place) for place in said["places"])
        return LastProgress(said["step"], datetime.fromisoformat(said["seen_at"]), places)
    except (OSError, ValueError, KeyError, TypeError):
        return None
