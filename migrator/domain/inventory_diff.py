"""What differs between two inventories of one host, by identity and field."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, cast

from pydantic import JsonValue

from migrator.domain.canonical import canonical_json, plain
from migrator.domain.inventory.whole import Inventory
from migrator.domain.model import Model


class ChangeKind(StrEnum):
    """What happened to a thing or to one of its fields."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Change(Model):
    """One difference; `field`, `before` and `after` only where a field of a thing that stayed has changed."""

    kind: ChangeKind
    section: str
    """Name of the inventory's list, or `host`."""
    identity: str
    name: str
    field: str | None
    before: str | None
    """As canonical JSON."""
    after: str | None
    noise: bool
    """It changes by itself: uptime, clock, free space, sizes of files in use, addresses, counters."""


Thing = dict[str, JsonValue]

_IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "virtual_machines": ("id",),
    "virtual_hard_disks": ("path",),
    "checkpoints": ("id",),
    "security": ("vm_id",),
    "certificates": ("store", "thumbprint"),
    "guests": ("vm_id",),
    "folders": ("root", "relative_path"),
    "volumes": ("unique_id",),
    "volume_contents": ("path",),
    "physical_disks": ("unique_id", "number"),
    "disk_events": ("log", "provider", "event_id", "level"),
    "switches": ("id",),
    "network_adapters": ("interface_guid",),
    "services": ("name",),
    "host_items": ("kind", "name", "detail"),
    "reading_warnings": ("script", "text"),
}

_NOISE: Final[Mapping[str, frozenset[str]]] = {
    "host": frozenset({"clock", "booted_at"}),
    "virtual_machines": frozenset({"uptime_s", "status", "smart_paging_file_in_use"}),
    "virtual_hard_disks": frozenset({"file_bytes", "last_written_at", "data_write_guid", "attached"}),
    "guests": frozenset({"network_addresses"}),
    "folders": frozenset({"size_bytes", "last_written_at"}),
    "volumes": frozenset({"free_bytes"}),
    "volume_contents": frozenset({"size_bytes", "file_count", "newest_write_at"}),
    "physical_disks": frozenset({"temperature_c", "power_on_hours"}),
    "disk_events": frozenset({"count", "first_at", "last_at", "sample"}),
    "network_adapters": frozenset({"interface_index", "link_speed_bits_per_s"}),
    "services": frozenset({"state"}),
}
_NAMES: Final = ("name", "label", "friendly_name", "subject", "relative_path", "path")


def diff(before: Inventory, after: Inventory) -> tuple[Change, ...]:
    """Return all changes: the host first, then list by list and by identity; the order of the lists is no change."""
    old, new = plain(before), plain(after)
    changes = list(_fields("host", cast("Thing", old["host"]), cast("Thing", new["host"])))
    for section, keys in _IDENTITY.items():
        changes.extend(_section(section, _by_identity(old[section], keys), _by_identity(new[section], keys)))
    return tuple(changes)


def _by_identity(value: JsonValue, keys: tuple[str, ...]) -> dict[str, Thing]:
    things = cast("list[Thing]", value)
    # Paths and names on Windows are the same in any case.
    return {" ".join(str(thing[key]) for key in keys).casefold(): thing for thing in things}


def _section(section: str, old: dict[str, Thing], new: dict[str, Thing]) -> Iterator[Change]:
    for identity in sorted(old.keys() | new.keys()):
        if identity not in new:
            yield _whole(ChangeKind.REMOVED, section, identity, old[identity])
        elif identity not in old:
            yield _whole(ChangeKind.ADDED, section, identity, new[identity])
        else:
            yield from _fields(section, old[identity], new[identity], identity)


def _whole(kind: ChangeKind, section: str, identity: str, thing: Thing) -> Change:
    return Change(
        kind=kind,
        section=section,
        identity=identity,
        name=_name(thing, identity),
        field=None,
        before=None,
        after=None,
        noise=False,
    )


def _fields(section: str, old: Thing, new: Thing, identity: str = "") -> Iterator[Change]:
    noise = _NOISE.get(section, frozenset())
    for name in old:
        before, after = canonical_json(old[name]), canonical_json(new[name])
        if before != after:
            yield Change(
                kind=ChangeKind.CHANGED,
                section=section,
                identity=identity,
                name=_name(new, identity),
                field=name,
                before=before,
                after=after,
                noise=name in noise,
            )


def _name(thing: Thing, identity: str) -> str:
    return next((str(thing[key]) for key in _NAMES if thing.get(key)), identity)
