"""Lines of a run: what failed is told with its why."""

import io

from rich.console import Console

from migrator.cli.run_screen import show_state
from migrator.cli.streams import Streams
from migrator.report.catalogue import load_catalogue
from migrator.report.plan_view import StepView
from migrator.runner.states import still_false

VIEW = StepView("5.2", "install-windows", "Install Windows", "Do this.", "It answers.", "", "", "", "", (), "", ())


def test_what_is_not_true_yet_says_when_it_would_be_and_what_was_seen() -> None:
    """`not true yet` alone sends a person to look for what the program has just seen."""
    screen = io.StringIO()
    streams = Streams(Console(file=screen, width=200), io.StringIO(), False, load_catalogue())
    show_state(streams, VIEW, still_false({"free_bytes": 12, "name": "HV\x1b[2J01"}))
    shown = screen.getvalue()
    assert "It counts as true when: It answers." in shown
    assert "free bytes: 12" in shown
    assert "\x1b" not in shown
