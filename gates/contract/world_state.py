"""What a world is like at one moment as plain data, so that two moments can be compared: its model and its files."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from gates.contract.observed import Json
from migrator.lab.world.model import Host, PhysicalDisk, Volume, World

Leaf: TypeAlias = "tuple[Json, bool]"
"""A value, and whether it is what a new object of that kind has anyway."""

VOLATILE = frozenset(
    {("World", "now"), ("World", "seed"), ("Volume", "root"), ("PhysicalDisk", "reads"), ("Coming", "looks")}
)
"""What differs from run to run, or by looking alone, by class and field."""
_BY_PLAN = frozenset({("Host", "faults")})
_CONFIGURATION_SUFFIXES = frozenset({".vmcx", ".vmrs", ".vmgs"})
_IDENTITIES = ("id", "unique_id", "machine_guid", "name", "number", "thumbprint", "path")


@dataclass(frozen=True)
class WorldState:
    """Leaves of the model by dotted path; files and folders by host path, each described."""

    model: Mapping[str, Leaf]
    files: Mapping[str, Json]


def state_of(world: World, host: Host, *, with_content: bool = True) -> WorldState:
    """Describe the world now; without content files are told by size and time only, which is enough for a reader."""
    model = dict(_leaves("", world))
    files = dict(
        entry for disk in _disks(world, host) for volume in disk.volumes for entry in _files(volume, with_content)
    )
    return WorldState(model, files)


def changes(before: WorldState, after: WorldState) -> dict[str, Json]:
    """Return what differs: `model` by dotted path with before and after, `files` added, removed or changed; empty for nothing.

    Of what came or went as a whole only the values that are not those of any new object are told, so that a new
    field of the model does not make old recordings wrong.
    """
    model: dict[str, Json] = {}
    for path in sorted({*before.model, *after.model}):
        one, other = before.model.get(path), after.model.get(path)
        if one is None or other is None:
            value, ordinary = one or other or (None, True)
            if not ordinary:
                model[path] = {"before": value} if other is None else {"after": value}
        elif one[0] != other[0]:
            model[path] = {"before": one[0], "after": other[0]}
    files: dict[str, Json] = {}
    for path in sorted({*before.files, *after.files}):
        old, new = before.files.get(path), after.files.get(path)
        if old != new:
            files[path] = (
                {"removed": _shown(path)} if new is None else {"added" if old is None else "changed": _shown(path, new)}
            )
    return {name: found for name, found in (("model", model), ("files", files)) if found}


def _shown(path: str, described: Json = True) -> Json:
    """Describe a file; of a configuration, which holds the model that is told already, only that it was written."""
    return True if Path(path.replace("\\", "/")).suffix.lower() in _CONFIGURATION_SUFFIXES else described


def _leaves(path: str, value: Any, *, ordinary: bool = False) -> Iterator[tuple[str, Leaf]]:
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        for field in fields(value):
            if (kind, field.name) in VOLATILE | _BY_PLAN:
                continue
            own = getattr(value, field.name)
            yield from _leaves(_joined(path, field.name), own, ordinary=_is_default(field, own))
    elif isinstance(value, Mapping):
        for key in value:
            yield from _leaves(_joined(path, str(key)), value[key])
    elif isinstance(value, list) and any(is_dataclass(item) for item in value):
        for key, item in _keyed(value):
            yield f"{path}[{key}]", (True, False)
            yield from _leaves(f"{path}[{key}]", item)
    else:
        yield path, (_plain(value), ordinary)


def _keyed(items: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Name members by what identifies them, so that one that goes does not move the others; else by place."""
    for identity in _IDENTITIES:
        keys = [str(getattr(item, identity, None)) for item in items]
        if "None" not in keys and len(set(keys)) == len(keys):
            yield from zip(keys, items, strict=True)
            return
    yield from ((str(place), item) for place, item in enumerate(items))


def _is_default(field: "Field[Any]", value: object) -> bool:
    if field.default is not MISSING:
        return bool(field.default == value)
    return field.default_factory is not MISSING and bool(field.default_factory() == value)


def _plain(value: Any) -> Json:  # noqa: PLR0911 - one per kind of value
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case set() | frozenset():
            return [_plain(item) for item in sorted(value, key=str)]
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return str(value)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _disks(world: World, host: Host) -> Iterator[PhysicalDisk]:
    yield from host.disks
    yield from world.shelf


def _files(volume: Volume, with_content: bool) -> Iterator[tuple[str, Json]]:
    prefix = f"{volume.drive_letter}:\\" if volume.drive_letter else volume.unique_id
    for real in sorted(volume.root.rglob("*")):
        yield prefix + str(real.relative_to(volume.root)).replace("/", "\\"), _described(real, with_content)


def _described(real: Path, with_content: bool) -> Json:
    if real.is_dir():
        return "folder"
    status = real.stat()
    if not with_content:
        return {"size_bytes": status.st_size, "written_ns": status.st_mtime_ns}
    with real.open("rb") as file:
        return {"size_bytes": status.st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
