"""Rehearsing one's own host: read over the wire, made into a world, read again, it is the same host."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import JsonValue

from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.domain.inventory.whole import Inventory
from migrator.hyperv.take_inventory import take_inventory
from migrator.lab.client import LabClient
from migrator.lab.world.from_inventory import scenario_of, scenario_text

CLOCK = datetime(2026, 3, 14, 8, tzinfo=UTC)
"""What the shipped scenarios' clock shows."""
NOT_KEPT = {"last_written_at", "data_write_guid", "newest_write_at"}
"""The files are new ones."""


def taken_from(scenario: str, folder: Path) -> Inventory:
    """Serve a scenario and read its host."""
    with LabClient.start(scenario, folder) as lab:
        config = read_config(Path(lab.lab.config_file))
        session = open_session(config.source.connection, lambda *_: "", environment=lab.environment)
        try:
            return take_inventory(session, taken_at=CLOCK)
        finally:
            session.close()


def kept(value: JsonValue) -> JsonValue:
    """Leave out what new files cannot keep."""
    if isinstance(value, dict):
        return {name: kept(inner) for name, inner in value.items() if name not in NOT_KEPT}
    return [kept(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("scenario", ["company", "unpleasant", "one", "none"])
def test_the_rehearsed_host_reads_like_the_real_one(tmp_path: Path, scenario: str) -> None:
    """Every part of the inventory is equal, but for times and contents of files, and for external disks that were added."""
    first = taken_from(scenario, tmp_path / "real")
    file = tmp_path / "mine.yaml"
    file.write_text(scenario_text(scenario_of(first)), encoding="utf-8")
    second = taken_from(str(file), tmp_path / "rehearsed")
    parts = set(Inventory.model_fields) - {"volume_contents"}
    if scenario == "none":
        parts -= {"volumes", "physical_disks"}
    for part in sorted(parts):
        before, after = (kept(one.model_dump(mode="json")[part]) for one in (first, second))
        assert after == before, part
