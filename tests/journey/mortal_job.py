"""The whole job in a process of its own that kills itself: `python -m tests.journey.mortal_job LAB HOME RECORDS`."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from migrator.cli.demo_walk import walk_to_end
from migrator.cli.streams import open_streams
from migrator.journal.sink import FileSink, Sink
from migrator.lab.client import LabClient


class MortalPlace(FileSink):
    """The controller's own place; the process dies for good after so many records. Negative: it lives."""

    def __init__(self, name: str, path: Path, records: int) -> None:
        super().__init__(name, path)
        self._left = records

    def append(self, line: bytes) -> None:
        """Write; the last one stands there when the process dies, and nothing that it announces has happened."""
        super().append(line)
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def mortal(records: int) -> Callable[[str, Path], Sink]:
    """Return what makes the controller's own place."""
    return lambda name, path: MortalPlace(name, path, records)


if __name__ == "__main__":
    sys.exit(
        int(
            walk_to_end(
                open_streams(), LabClient(Path(sys.argv[1])), Path(sys.argv[2]), own_place=mortal(int(sys.argv[3]))
            )
        )
    )
