"""Every captured setting of a virtual machine before against after, less what the plan makes other on purpose."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PureWindowsPath
from typing import Final, cast
from uuid import UUID

from pydantic import JsonValue

from migrator.domain.canonical import plain
from migrator.domain.drift_expected import Expected, why_left_out
from migrator.domain.inventory.whole import Inventory
from migrator.domain.member_diff import members
from migrator.domain.model import Model

_GONE: Final = "found"


class Difference(Model):
    """One setting that is other than it was, as canonical texts; `before` or `after` is null where it was not there."""

    field: str
    """`processor.count`, `network_adapters.LAN.switch_name`, `disk d.vhdx.size_bytes` ..."""
    before: JsonValue
    after: JsonValue


class LeftOut(Model):
    """A difference that is meant, or that says nothing."""

    field: str
    reason: Expected


@dataclass(frozen=True)
class Drift:
    """What a comparison found."""

    compared: int
    """Settings that were looked at."""
    differences: tuple[Difference, ...]
    left_out: tuple[LeftOut, ...] = field(default=())


Things = Mapping[str, Mapping[str, JsonValue]]
Why = Callable[[tuple[str, ...], JsonValue, JsonValue], Expected | None]


def vm_drift(
    vm_id: UUID,
    before: Inventory,
    after: Inventory,
    expects: Collection[str],
    switches: Mapping[str, str] | None = None,
) -> Drift:
    """Compare one virtual machine with its disks, checkpoints and security.

    `expects` are the differences that the plan's steps for it make on purpose, `switches` the names that are other now.
    """
    old, new = _parts(vm_id, before), _parts(vm_id, after)
    return _drift(old, new, lambda at, was, now: why_left_out(at, was, now, frozenset(expects), switches or {}))


def host_drift(before: Inventory, after: Inventory, switches: Mapping[str, str] | None = None) -> Drift:
    """Compare the host's own settings: Hyper-V, switches by name, groups and pools that virtual machines name."""
    names = {old.casefold(): new for old, new in (switches or {}).items()}
    old, new = _host_parts(before, names), _host_parts(after, {})
    return _drift(old, new, lambda at, was, now: why_left_out(at, was, now, frozenset(), switches or {}))


def _drift(old: Things, new: Things, why: Why) -> Drift:
    differences, left_out, compared = [], [], 0
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        compared += sum(_leaves(value) for value in (was or now or {}).values())
        for path, one, other in _of_thing(was, now):
            at = (key, *path)
            reason = why(at, one, other)
            name = ".".join(part for part in at if part)
            if reason is None:
                differences.append(Difference(field=name, before=one, after=other))
            else:
                left_out.append(LeftOut(field=name, reason=reason))
    return Drift(compared, tuple(differences), tuple(left_out))


def _of_thing(
    was: Mapping[str, JsonValue] | None, now: Mapping[str, JsonValue] | None
) -> Iterator[tuple[tuple[str, ...], JsonValue, JsonValue]]:
    if was is None or now is None:
        # A thing that came or went is one difference, not one per setting.
        yield (), None if was is None else "present", None if now is None else "present"
        return
    for name in sorted(was.keys() | now.keys()):
        for path, one, other in members(was.get(name), now.get(name)):
            yield (name, *path), one, other


def _parts(vm_id: UUID, inventory: Inventory) -> Things:
    parts: dict[str, Mapping[str, JsonValue]] = {}
    for vm in inventory.virtual_machines:
        if vm.id == vm_id:
            parts[""] = plain(vm)
    for security in inventory.security:
        if security.vm_id == vm_id:
            parts["security"] = plain(security)
    for checkpoint in inventory.checkpoints:
        if checkpoint.vm_id == vm_id:
            parts[f"checkpoint {checkpoint.name} {checkpoint.id}"] = plain(checkpoint)
    chains = _chains(vm_id, inventory)
    names = [PureWindowsPath(path).name.casefold() for path in chains]
    for path in chains:
        name = PureWindowsPath(path).name
        # By name, for folders may have changed; by path only where the name says too little.
        parts[f"disk {name if names.count(name.casefold()) == 1 else path}"] = _disk(path, inventory)
    return parts


def _chains(vm_id: UUID, inventory: Inventory) -> tuple[str, ...]:
    known = {str(disk.path).casefold(): disk for disk in inventory.virtual_hard_disks}
    waiting = [str(disk.path) for disk in inventory.virtual_hard_disks if vm_id in disk.used_by]
    told: dict[str, str] = {}
    for leaf in waiting:
        path: str | None = leaf
        while path is not None and path.casefold() in known and path.casefold() not in told:
            told[path.casefold()] = path
            parent = known[path.casefold()].parent_path
            path = None if parent is None else str(parent)
    return tuple(told.values())


def _disk(path: str, inventory: Inventory) -> Mapping[str, JsonValue]:
    disk = next(one for one in inventory.virtual_hard_disks if str(one.path).casefold() == path.casefold())
    data = plain(disk)
    # Of a file that cannot be found nothing else is known; that is one difference, not ten.
    return data if disk.found else {_GONE: False}


def _host_parts(inventory: Inventory, names: Mapping[str, str]) -> Things:
    parts: dict[str, Mapping[str, JsonValue]] = {"host": plain(inventory.host.hyperv)}
    for switch in inventory.switches:
        # Addresses of the host's own adapters are the hardware's and the network's; what is asked of them is not.
        own: list[JsonValue] = [
            {"name": one.name, "vlan": plain(one.vlan)}
            for one in sorted(switch.management_adapters, key=lambda one: one.name)
        ]
        name = names.get(switch.name.casefold(), switch.name)
        parts[f"switch {name}"] = {**plain(switch), "name": name, "management_adapters": own}
    groups = sorted({group for vm in inventory.virtual_machines for group in vm.groups})
    pools = {drive.pool_name for vm in inventory.virtual_machines for drive in vm.hard_disk_drives}
    pools |= {adapter.pool_name for vm in inventory.virtual_machines for adapter in vm.network_adapters}
    parts["groups"] = {"names": cast(JsonValue, groups)}
    parts["pools"] = {"names": cast(JsonValue, sorted(pools - {""}))}
    return parts


def _leaves(value: JsonValue) -> int:
    if isinstance(value, dict):
        return sum(_leaves(one) for one in value.values())
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return sum(_leaves(one) for one in value)
    return 1
