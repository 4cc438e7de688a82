"""Captures the shipped example `thread` from its rehearsal host: `python -m gates.thread_example`."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.domain.connection import PasswordSource
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import write_inventory
from migrator.hyperv.take_inventory import take_inventory
from migrator.lab.client import LabClient

FOLDER: Final = Path(__file__).parents[1] / "migrator" / "lab" / "examples" / "thread"
TAKEN_AT: Final = datetime(2026, 3, 13, 17, tzinfo=UTC)
"""The world's own clock, so that the file does not say when somebody made it."""


def captured(scenario: str = "thread", engine: str = "python") -> Inventory:
    """Serve the scenario, read its host the way the program reads any host, and end it."""
    with tempfile.TemporaryDirectory() as folder, LabClient.start(scenario, Path(folder) / "lab", engine=engine) as lab:
        config = read_config(Path(lab.lab.config_file))
        connection = config.source.connection.model_copy(update={"password_from": PasswordSource()})
        session = open_session(connection, lambda _: lab.password)
        try:
            return take_inventory(session, taken_at=TAKEN_AT)
        finally:
            session.close()


def main() -> int:
    """Write the example's inventory; its configuration is written by people."""
    (FOLDER / "inventory.json").write_text(write_inventory(captured()), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
