"""Replaces names of people and things in a report, so that it can be shared; the same by the same everywhere."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final, cast

from pydantic import JsonValue

from migrator.domain.anonymise import Anonymiser
from migrator.domain.canonical import plain
from migrator.domain.inventory.disks import VhdFormat, VhdType
from migrator.domain.inventory.host import CpuVendor
from migrator.domain.inventory.network import SwitchType
from migrator.domain.inventory.virtual_machine import ControllerType, StartAction, StopAction, VMState
from migrator.report.view.report_model import Report

Json = dict[str, JsonValue]

_KEPT: Final = frozenset(
    """
    kind schema_version made_by playbook plan_hash inventory_sha256 inventory_after_sha256 sha256 seen_sha256 script_sha256
    head verdict failed waiting next standing importable proven restored verified imported compared healthy heartbeat state
    version vlan start_action switch_type bandwidth_mode disk bad_on taken_from phase text number host error script step
    steps held_by undone_by became question undo result moment rule severity run begin end at done_at begun_at ended_at
    inventory_taken_at inventory_after_taken_at needed_by volume seen_at
    """.split()  # noqa: SIM905 - forty words read better as text
)
"""Fields that hold words of ours or of Windows, digests, times and ids of steps; everything else is replaced."""
_KEPT_IN: Final = frozenset(
    {
        ("originals", "name"),
        ("digests", "what"),
        ("overrides", "what"),
        ("differences", "field"),
        ("changes", "field"),
        ("changes", "section"),
        ("disks", "place"),
        ("adoptions", "place"),
        ("places", "name"),
        ("unread", ""),
        ("concern", "source"),
        ("waiver", "found"),
    }
)
"""The same, where the name of the field means something else in another place."""
_FREE: Final = frozenset({"seen", "value", "words", "error_parameters", "found"})
"""Values of any form: what a gate saw, what was there before a change, what a text speaks of."""
_TOLD_AS_JSON: Final = frozenset({("changes", "before"), ("changes", "after")})
"""Values of an inventory, each as one JSON text."""
_KEYS_ARE_DATA: Final = frozenset({"seen", "value"})
_KEPT_WHERE_FREE: Final = frozenset(
    {"state", "version", "kind", "rule", "severity", "heartbeat", "sha256", "plan_hash", "seen_sha256"}
)
_HARMLESS: Final = re.compile(
    r"[A-Za-z]:?\\?|\d+(?:\.\d)?|[0-9a-f]{64}|disk/[a-z]|volume/[A-Za-z]|None|true|false", re.IGNORECASE
)
_OF_WINDOWS: Final = frozenset(
    member.value
    for words in (ControllerType, CpuVendor, StartAction, StopAction, SwitchType, VhdFormat, VhdType, VMState)
    for member in words
)
"""Closed sets of words: they name a setting, and nobody."""
_UUID_KEY: Final = re.compile(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def replace_names(report: Report) -> Report:
    """Return the report with every name, path and address replaced; who has the journal can do it again.

    The key is the migration's random id, which the result does not have any more.
    """
    replacer = _Replacer(report)
    data = replacer.fields("", plain(report))
    return Report.model_validate({**data, "names_replaced": True})


class _Replacer:
    def __init__(self, report: Report) -> None:
        self._ids = {step.id for step in report.steps} | {one.id for one in report.open_inputs}
        self._anonymiser = Anonymiser(salt=report.migration_id.hex, names=_names(report))

    def fields(self, place: str, data: Json) -> Json:
        """Replace in an object of ours; `place` is the field that it stands in."""
        return {name: self._value(place, name, value) for name, value in data.items()}

    def _value(self, place: str, name: str, value: JsonValue) -> JsonValue:
        if name in _FREE:
            return self._free(name, value, keys=name in _KEYS_ARE_DATA)
        if isinstance(value, dict):
            return self.fields(name, value)
        if isinstance(value, list):
            inner = name if any(isinstance(item, dict) for item in value) else place
            return [self._value(inner, name, item) for item in value]
        if not isinstance(value, str) or value in self._ids or name in _KEPT or (place, name) in _KEPT_IN:
            return value
        return self._told(place, name, value)

    def _told(self, place: str, name: str, value: str) -> str:
        """Replace in a text that has a form of its own, or is one name."""
        if (place, name) in _TOLD_AS_JSON:
            return json.dumps(self._free(name, json.loads(value), keys=True), ensure_ascii=False)
        if name == "closed_by":
            rule, _, subject = value.partition(" ")
            return f"{rule} {self._text(subject)}".rstrip()
        return self._text(value)

    def _free(self, name: str, value: JsonValue, *, keys: bool) -> JsonValue:
        """Replace in a value of any form; here a known name is one whatever its field is called."""
        if isinstance(value, dict):
            return {
                self._key(inner) if keys else inner: self._free(inner, item, keys=keys) for inner, item in value.items()
            }
        if isinstance(value, list):
            return [self._free(name, item, keys=keys) for item in value]
        if not isinstance(value, str) or value in self._ids:
            return value
        is_known = value.lower() in self._anonymiser.names
        return value if name in _KEPT_WHERE_FREE and not is_known else self._text(value)

    def _text(self, text: str) -> str:
        if not text or _HARMLESS.fullmatch(text):
            return text
        if text in _OF_WINDOWS and text.lower() not in self._anonymiser.names:
            return text
        if "/" in text and "\\" not in text and " /" not in text and "." in text:
            return "/".join(self._anonymiser.component(part) for part in text.split("/"))
        return self._anonymiser.text(text)

    def _key(self, key: str) -> str:
        """Replace the name of a value where it is no word of ours: findings are kept by ids and paths too."""
        return self._text(key) if _UUID_KEY.search(key) or "\\" in key or key.lower() in self._anonymiser.names else key


def _names(report: Report) -> Mapping[str, str]:
    """Return what stands for each known name, numbered in the order of the report."""
    names: dict[str, str] = {}
    _number(names, "migration", (report.migration,))
    _number(names, "host", (report.source_host, report.destination_host))
    _number(names, "vm", (one.before.name for one in report.machines))
    _number(names, "switch", (one.name for one in report.switches))
    _number(names, "person", _people(report))
    _number(names, "computer", (one.controller for one in report.runs))
    _number(names, "computer", (one.controller for one in report.journal.adoptions))
    return names


def _number(names: dict[str, str], kind: str, found: Iterable[str]) -> None:
    count = sum(known.startswith(f"{kind}-") for known in names.values())
    for name in found:
        if name.lower() not in names:
            count += 1
            names[name.lower()] = f"{kind}-{count}"


def _people(report: Report) -> Iterable[str]:
    yield from (one.person for one in report.answers)
    yield from (one.person for gate in report.gates for one in gate.approvals)
    yield from (one.person for one in report.overrides)
    yield from (one.person for one in report.lost_disks)
    yield from (one.waiver.person for one in report.concerns if one.waiver is not None)
    yield from (one.left_out.person for one in report.machines if one.left_out is not None)
    yield from (one.person for one in report.journal.adoptions)


def names_of(report: Report) -> tuple[str, ...]:
    """Return the names that must not be found in a shared report any more."""
    return tuple(cast("Iterable[str]", _names(report)))
