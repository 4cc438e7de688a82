"""Says what a run waits for while a host does not answer."""

from migrator.cli.streams import Streams
from migrator.errors import MigratorError
from migrator.report.amounts import duration_text
from migrator.report.printable import printable


class Absences:
    """Words about hosts that are away, for people."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    def on_away(self, host: str, error: MigratorError, limit_s: float) -> None:
        """Say who does not answer, and how long it is waited for."""
        found = error.parameters.get("found") or error.id
        self._streams.say(
            f"{printable(host)} does not answer: {printable(str(found))}. Waiting for it, up to {duration_text(round(limit_s))}; "
            "Ctrl-C ends the run, and the next one goes on.",
            style="yellow",
            indent=8,
        )

    def on_back(self, host: str) -> None:
        """Say that it goes on."""
        self._streams.say(f"{printable(host)} answers again.", style="green", indent=8)
