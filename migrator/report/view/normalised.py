"""What two runs of the same migration have in common, for comparing their reports and journals."""

from collections.abc import Iterable
from typing import Final

from pydantic import JsonValue

from migrator.domain.canonical import plain
from migrator.journal.entries import Digest, StepChecked
from migrator.journal.record import Record
from migrator.journal.words import Truth
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
    """Return what journals of two uninterrupted runs have in common: the entries, step by step, without their places in the chain.

    How often a copy was seen to be under way, and what was done meanwhile, is a matter of its speed: what happened in each
    step is compared, in its order, not in which order steps that do not need each other came to their ends.
    """
    left_out = _OF_ENVELOPE | _BY_NATURE | _OF_BEGINNING
    compared = [record for record in records if not isinstance(record.entry, Digest) and not _under_way(record.entry)]
    return [_without(plain(record), left_out) for record in sorted(compared, key=_step_of)]


def _under_way(entry: object) -> bool:
    return isinstance(entry, StepChecked) and entry.truth is Truth.IN_PROGRESS


def _step_of(record: Record) -> str:
    """Sorting by this keeps each step's records in their order; those of no step come first."""
    return str(getattr(record.entry, "step", ""))


def _without(value: JsonValue, names: frozenset[str]) -> JsonValue:
    if isinstance(value, dict):
        return {name: _without(inner, names) for name, inner in value.items() if name not in names}
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    return value
