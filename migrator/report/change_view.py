"""Differences of two inventories in words, one line each."""

import json
from typing import Final

from pydantic import JsonValue

from migrator.domain.inventory_diff import Change
from migrator.report.amounts import memory_text, size_text
from migrator.report.printable import printable

_LONGEST = 100
_SECTIONS: Final = {
    "virtual_machines": "virtual machine",
    "virtual_hard_disks": "virtual hard disk",
    "checkpoints": "checkpoint",
    "security": "security of",
    "certificates": "certificate",
    "guests": "guest of",
    "folders": "file",
    "volumes": "volume",
    "volume_contents": "on a volume",
    "physical_disks": "physical disk",
    "disk_events": "disk events",
    "switches": "switch",
    "network_adapters": "network adapter",
    "services": "service",
    "host_items": "host item",
}


def change_text(change: Change) -> str:
    """Return `virtual machine app, memory startup: 8 GiB -> 16 GiB`; the whole values are in the document."""
    where = f"{_SECTIONS.get(change.section, change.section)} {change.name}"
    if change.field is None:
        return printable(where)
    if change.section == "virtual_hard_disks" and change.field == "found" and change.after == "false":
        return printable(f"{where} is gone")
    before, after = (_value(change.field, _read(value)) for value in (change.before, change.after))
    if before == after:  # rounded to the same words
        before, after = (change.before or "-", change.after or "-")
    name = change.field.removesuffix("_bytes").replace("_", " ").replace(".", " ")
    return printable(f"{where}, {name}: {before} -> {after}")


def _read(value: str | None) -> JsonValue:
    read: JsonValue = None if value is None else json.loads(value)
    return read


def _value(field: str, value: JsonValue) -> str:
    if value is None or value in ("", []):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and field.endswith("_bytes"):
        return memory_text(value) if "memory" in field else size_text(value)
    if isinstance(value, dict):
        told = next((value[key] for key in ("path", "name", "number") if value.get(key) is not None), "present")
        return _short(str(told))
    if isinstance(value, list):
        return _short(", ".join(_value("", one) for one in value))
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
