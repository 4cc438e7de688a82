"""The demo's last words: a decision that was taken for somebody is not hidden from them."""

import io

from rich.console import Console

from migrator.cli.demo_words import show_decided
from migrator.cli.streams import Streams
from migrator.domain.config_gate import Cleared
from migrator.report.catalogue import load_catalogue
from tests.unit.domain.golden import golden_config


def test_it_says_what_was_decided_and_where_to_read_it() -> None:
    screen = io.StringIO()
    config = golden_config()
    cleared = Cleared(what="volume D:", person="Ada Admin", reason="Looked at.")
    gate = config.wipe_gate.model_copy(update={"cleared": (cleared,)})
    streams = Streams(Console(file=screen, width=200), io.StringIO(), False, load_catalogue())
    show_decided(streams, config.model_copy(update={"wipe_gate": gate}), "migrator.yaml")
    assert "1 place with other data cleared for the wipe" in screen.getvalue()
    assert "migrator.yaml" in screen.getvalue()
