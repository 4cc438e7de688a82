"""Which virtual machines move, and which homes a person declared for them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PureWindowsPath
from typing import Final
from uuid import UUID

from migrator.domain.concern import Subject, SubjectKind
from migrator.domain.config import Config
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.inventory.whole import Inventory

LEFT_OUT: Final = "left_out"
DECLARED_HOMES: Final = "homes.declared"


def is_meant(vm: VirtualMachine, said: str) -> bool:
    """Tell whether a person who said this name or id means this virtual machine."""
    return said.casefold() in (str(vm.id), vm.name.casefold())


def moving(inventory: Inventory, config: Config | None) -> tuple[VirtualMachine, ...]:
    """Return the virtual machines that nobody left out, in the inventory's order."""
    left_out = [entry.vm for entry in config.left_out] if config else []
    return tuple(vm for vm in inventory.virtual_machines if not _any_meant(vm, left_out))


def _any_meant(vm: VirtualMachine, said: Iterable[str]) -> bool:
    return any(is_meant(vm, name) for name in said)


def declared_homes(inventory: Inventory, config: Config | None) -> Mapping[UUID, tuple[PureWindowsPath, ...]]:
    """Return declared homes by virtual machine."""
    return {
        vm.id: entry.folders
        for entry in (config.homes.declared if config else ())
        for vm in inventory.virtual_machines
        if is_meant(vm, entry.vm)
    }


def named_vms(config: Config) -> Iterator[tuple[str, str]]:
    """Yield each place in the config that names a virtual machine, with what is said there: a name or an id."""
    for left_out in config.left_out:
        yield LEFT_OUT, left_out.vm
    for home in config.homes.declared:
        yield DECLARED_HOMES, home.vm


def about_named(place: str, said: str) -> Subject:
    """Return the subject of a concern about a name that stands at a place of the config."""
    return Subject(kind=SubjectKind.PLAN, id=f"{place}/{said}", name=said)
