"""What differs between two inventories of one host, by identity and field."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import PureWindowsPath
from typing import Final, cast

from pydantic import JsonValue

from migrator.domain.canonical import canonical_json, plain
from migrator.domain.inventory.whole import Inventory
from migrator.domain.member_diff import members
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
    """With the member of a nested one: `integration_services.Heartbeat.enabled`."""
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
_NOISE_MEMBERS: Final = frozenset(
    {
        ("virtual_machines", "integration_services", "status"),
        ("virtual_machines", "network_adapters", "ip_addresses"),
    }
)
"""They follow from the machine's state, which is told itself."""
_NAMES: Final = ("name", "label", "friendly_name", "subject", "path")


def diff(before: Inventory, after: Inventory) -> tuple[Change, ...]:
    """Return all changes: the host first, then list by list and by identity; the order of the lists is no change."""
    old, new = plain(before), plain(after)
    machines = {
        str(vm["id"]): str(vm["name"]) for side in (old, new) for vm in cast("list[Thing]", side["virtual_machines"])
    }
    changes = list(_fields("host", cast("Thing", old["host"]), cast("Thing", new["host"]), machines))
    for section, keys in _IDENTITY.items():
        changes.extend(_section(section, _by_identity(old[section], keys), _by_identity(new[section], keys), machines))
    return tuple(changes)


def _by_identity(value: JsonValue, keys: tuple[str, ...]) -> dict[str, Thing]:
    things = cast("list[Thing]", value)
    # Paths and names on Windows are the same in any case.
    return {" ".join(str(thing[key]) for key in keys).strip().casefold(): thing for thing in things}


def _section(
    section: str, old: dict[str, Thing], new: dict[str, Thing], machines: Mapping[str, str]
) -> Iterator[Change]:
    for identity in sorted(old.keys() | new.keys()):
        if identity not in new:
            yield _whole(ChangeKind.REMOVED, section, identity, _name(section, old[identity], identity, machines))
        elif identity not in old:
            yield _whole(ChangeKind.ADDED, section, identity, _name(section, new[identity], identity, machines))
        else:
            yield from _fields(section, old[identity], new[identity], machines, identity)


def _whole(kind: ChangeKind, section: str, identity: str, name: str) -> Change:
    return Change(
        kind=kind,
        section=section,
        identity=identity,
        name=name,
        field=None,
        before=None,
        after=None,
        # A guest speaks only while its machine runs.
        noise=section == "guests",
    )


def _fields(section: str, old: Thing, new: Thing, machines: Mapping[str, str], identity: str = "") -> Iterator[Change]:
    noise = _NOISE.get(section, frozenset())
    # Of a disk that cannot be found any more nothing else is known; that is one change, not ten.
    gone = section == "virtual_hard_disks" and old["found"] is True and new["found"] is False
    for field in ("found",) if gone else old:
        for path, before, after in members(old[field], new[field]):
            yield Change(
                kind=ChangeKind.CHANGED,
                section=section,
                identity=identity,
                name=_name(section, new, identity, machines),
                field=".".join((field, *path)),
                before=None if before is None else canonical_json(before),
                after=None if after is None else canonical_json(after),
                noise=field in noise or bool(path and (section, field, path[-1]) in _NOISE_MEMBERS),
            )


def _name(section: str, thing: Thing, identity: str, machines: Mapping[str, str]) -> str:
    """Return what people call it."""
    match section:
        case "security" | "guests":
            name = machines.get(str(thing["vm_id"]), identity)
        case "checkpoints":
            name = f"{thing['name']} of {machines.get(str(thing['vm_id']), 'a machine that is gone')}"
        case "folders":
            name = str(PureWindowsPath(str(thing["root"])) / str(thing["relative_path"]))
        case "volumes":
            name = _volume_name(thing, identity)
        case "physical_disks":
            name = f"{thing['friendly_name'] or 'disk'} (disk {thing['number']})"
        case "disk_events":
            name = f"{thing['provider']} {thing['event_id']}"
        case _:
            name = next((str(thing[key]) for key in _NAMES if thing.get(key)), identity)
    return name


def _volume_name(thing: Thing, identity: str) -> str:
    label = str(thing["label"])
    if thing["drive_letter"] is not None:
        return f"{thing['drive_letter']}:" + (f" ({label})" if label else "")
    where = "" if thing["disk_number"] is None else f" on disk {thing['disk_number']}"
    return f"{label}{where}, partition {thing['partition_number']}" if label else f"{identity}{where}"
