"""In which members two JSON values differ."""

from collections.abc import Iterator
from typing import Final, cast

from pydantic import JsonValue

_KEYS: Final = (
    ("component_id",),
    ("id",),
    ("node_id",),
    ("number",),
    ("controller_type", "controller_number", "controller_location"),
    ("mac_address",),
    ("name", "version"),
)
"""What tells the members of a list apart, the first that all of them have."""

Things = list[dict[str, JsonValue]]
Member = tuple[tuple[str, ...], JsonValue, JsonValue]


def members(before: JsonValue, after: JsonValue) -> Iterator[Member]:
    """Yield path, old and new value of each member that differs; the path is empty where the values have no members.

    Things in a list are known by what identifies them, not by their place, and told by name; only where nothing
    identifies them, by their place. One that is only on one side is yielded whole, with None on the other.
    """
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            yield from _below(name, before.get(name), after.get(name))
        return
    keys = _keys(before, after)
    if keys is None and _same_places(before, after):
        for place, (old_one, new_one) in enumerate(zip(cast("Things", before), cast("Things", after), strict=True), 1):
            yield from _below(str(place), old_one, new_one)
        return
    if keys is None:
        yield (), before, after
        return
    old, new = _things(before, keys), _things(after, keys)
    if old == new:  # the same things in another order
        yield (), before, after
    for identity in sorted(old.keys() | new.keys()):
        thing = new.get(identity) or old[identity]
        yield from _below(_label(thing, identity), old.get(identity), new.get(identity))


def _below(name: str, before: JsonValue, after: JsonValue) -> Iterator[Member]:
    for path, old, new in members(before, after):
        yield (name, *path), old, new


def _keys(before: JsonValue, after: JsonValue) -> tuple[str, ...] | None:
    if not isinstance(before, list) or not isinstance(after, list):
        return None
    things = [*before, *after]
    for keys in _KEYS:
        if all(isinstance(thing, dict) and all(key in thing for key in keys) for thing in things) and all(
            len(_things(side, keys)) == len(side) for side in (before, after)
        ):
            return keys
    return None


def _same_places(before: JsonValue, after: JsonValue) -> bool:
    return (
        isinstance(before, list)
        and isinstance(after, list)
        and len(before) == len(after)
        and all(isinstance(thing, dict) for thing in (*before, *after))
    )


def _things(value: JsonValue, keys: tuple[str, ...]) -> dict[str, dict[str, JsonValue]]:
    things = cast("Things", value)
    return {" ".join(str(thing[key]) for key in keys): thing for thing in things}


def _label(thing: dict[str, JsonValue], identity: str) -> str:
    if "controller_type" in thing:
        return f"{thing['controller_type']} {thing['controller_number']}:{thing['controller_location']}"
    return str(thing["name"]) if thing.get("name") else identity
