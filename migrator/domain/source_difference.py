"""What of a source host is no longer as it was when the plan was made, less what the plan's own steps did."""

from collections.abc import Collection, Iterator
from typing import Final, cast

from pydantic import JsonValue

from migrator.domain.inventory.whole import Inventory
from migrator.domain.model import Model
from migrator.domain.plan import PlanStep
from migrator.domain.projection import projection

_PATHS: Final = frozenset({"configuration", "checkpoints", "smart_paging", "drives"})
_MADE_ON_VMS: Final = {
    "paths-changed": _PATHS,
    "version-raised": frozenset({"version"}),
    "checkpoints-merged": frozenset({"drives"}),
}
"""Fields of a virtual machine that a step with this expected difference changes."""
_MADE_ELSEWHERE: Final = {
    "paths-changed": frozenset({"virtual_hard_disks"}),
    "checkpoints-merged": frozenset({"virtual_hard_disks", "checkpoints"}),
}
_KEYS: Final = {"virtual_machines": "id", "virtual_hard_disks": "path"}


class SourceDifference(Model):
    """One difference; without a field the whole thing came or went."""

    section: str
    identity: str
    name: str
    field: str | None
    before: JsonValue
    after: JsonValue


def unexpected_differences(
    before: Inventory, after: Inventory, tried: Collection[PlanStep]
) -> tuple[SourceDifference, ...]:
    """Return what differs and was not made by one of the steps in `tried`."""
    on_vms = {
        (step.subject.id, field)
        for step in tried
        for difference in step.expects
        for field in _MADE_ON_VMS.get(difference, frozenset())
    }
    elsewhere = {
        section
        for step in tried
        for difference in step.expects
        for section in _MADE_ELSEWHERE.get(difference, frozenset())
    }
    return tuple(
        one
        for one in _differences(projection(before), projection(after))
        if one.section not in elsewhere and (one.identity, one.field) not in on_vms
    )


def _differences(before: dict[str, JsonValue], after: dict[str, JsonValue]) -> Iterator[SourceDifference]:
    for section, value in before.items():
        if section == "host":
            if value != after[section]:
                yield _whole("host", str(value), value, after[section])
            continue
        old, new = _by_key(section, value), _by_key(section, after[section])
        for key in sorted(old.keys() | new.keys()):
            yield from _of_one(section, key, old.get(key), new.get(key))


def _of_one(section: str, key: str, old: JsonValue, new: JsonValue) -> Iterator[SourceDifference]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        if old != new:
            yield _whole(section, key, old, new)
        return
    for field in old:
        if old[field] != new[field]:
            yield SourceDifference(
                section=section,
                identity=key,
                name=str(new.get("name", key)),
                field=field,
                before=old[field],
                after=new[field],
            )


def _whole(section: str, key: str, old: JsonValue, new: JsonValue) -> SourceDifference:
    said = old if isinstance(old, dict) else new if isinstance(new, dict) else {}
    return SourceDifference(
        section=section, identity=key, name=str(said.get("name", key)), field=None, before=old, after=new
    )


def _by_key(section: str, value: JsonValue) -> dict[str, JsonValue]:
    things = cast("list[JsonValue]", value)
    key = _KEYS.get(section)
    return {str(thing[key] if key is not None and isinstance(thing, dict) else thing): thing for thing in things}
