"""What two runs of the same migration have in common, for comparing their reports and journals."""

from collections.abc import Iterable
from typing import Final

from pydantic import JsonValue

from migrator.domain.canonical import plain
from migrator.journal.entries import Digest
from migrator.journal.record import Record
from migrator.report.view.report_model import Report

_NOT_COMPARED: Final = frozenset(
    {"timeline", "runs", "journal", "migration_id", "inventory_after_sha256", "inventory_sha256", "notes"}
)
"""Of a report: when, by how many runs, in which chain."""
_BY_NATURE: Final = frozenset(
    {
        "at",
        "attempts",
        "begun_at",
        "created_at",
        "done_at",
        "ended_at",
        "inventory_after_taken_at",
        "inventory_taken_at",
        "last_exit_code",
        "seen_at",
        "seen_sha256",
        "taken_at",
    }
)
"""Fields that differ between two runs in which the same happened."""
_OF_ENVELOPE: Final = frozenset({"seq", "time", "run", "epoch", "previous"})
_OF_BEGINNING: Final = frozenset({"migration_id", "controller"})


def normalised(report: Report) -> dict[str, JsonValue]:
    """Return a report without times, ids of the migration, attempts, runs and the journal's own digests.

    Two runs of one plan on equal hosts give the same, however often either of them was interrupted.
    """
    left_out = _NOT_COMPARED | _BY_NATURE
    return {name: _without(value, _BY_NATURE) for name, value in plain(report).items() if name not in left_out}


def normalised_journal(records: Iterable[Record]) -> list[JsonValue]:
    """Return what journals of two uninterrupted runs have in common: the entries, without their places in the chain."""
    left_out = _OF_ENVELOPE | _BY_NATURE | _OF_BEGINNING
    return [_without(plain(record), left_out) for record in records if not isinstance(record.entry, Digest)]


def _without(value: JsonValue, names: frozenset[str]) -> JsonValue:
    if isinstance(value, dict):
        return {name: _without(inner, names) for name, inner in value.items() if name not in names}
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    return value
