"""Room for everything on each external disk and on each volume of the destination host."""

from collections.abc import Iterable
from pathlib import PureWindowsPath
from typing import Final
from uuid import UUID

from migrator.domain.config import Config
from migrator.domain.homes import homes_of, places_of
from migrator.domain.inventory.disks import VhdType, VirtualHardDisk
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Capacity, Fit
from migrator.domain.selection import declared_homes, moving

RESERVE_BYTES: Final = 1024**3
"""Kept free on each place: manifest, journal and restore kit on an external disk, paging and logs on a volume."""


def disk_needs(inventory: Inventory, config: Config) -> tuple[Capacity, ...]:
    """Return what each of the two external disks must hold: all that moves."""
    sizes = file_sizes(inventory, config)
    declared = (("disk/a", config.external_disks.a), ("disk/b", config.external_disks.b))
    return tuple(_capacity(place, sizes.values(), disk.size_bytes) for place, disk in declared)


def volume_needs(inventory: Inventory, config: Config) -> tuple[Capacity, ...]:
    """Return what each declared volume must hold: all that lay under its letter."""
    sizes = file_sizes(inventory, config)
    return tuple(
        _capacity(
            f"volume/{letter}",
            [size for path, size in sizes.items() if path.drive[:1].upper() == letter],
            volume.size_bytes,
        )
        for letter, volume in sorted(config.destination.host.volumes.items())
    )


def file_sizes(inventory: Inventory, config: Config | None) -> dict[PureWindowsPath, tuple[int, int]]:
    """Return (now, grown) in bytes of each file that moves: chains of disks, and what was listed in the homes."""
    return _sizes(inventory, config, {vm.id for vm in moving(inventory, config)})


def vm_bytes(inventory: Inventory, config: Config | None) -> dict[UUID, int]:
    """Return what each virtual machine that moves takes now."""
    return {
        vm.id: sum(now for now, _ in _sizes(inventory, config, {vm.id}).values()) for vm in moving(inventory, config)
    }


def _sizes(inventory: Inventory, config: Config | None, ids: set[UUID]) -> dict[PureWindowsPath, tuple[int, int]]:
    wanted = {place.path for place in places_of(inventory) if place.vm_id in ids}
    sizes = {disk.path: _sizes_of(disk) for disk in inventory.virtual_hard_disks if disk.path in wanted}
    homes = [home.folder for home in homes_of(inventory, declared_homes(inventory, config)) if home.vm_id in ids]
    for entry in inventory.folders:
        path = entry.root / entry.relative_path
        if not entry.is_folder and path not in sizes and any(path.is_relative_to(home) for home in homes):
            sizes[path] = (entry.size_bytes, entry.size_bytes)
    return sizes


def _sizes_of(disk: VirtualHardDisk) -> tuple[int, int]:
    now = disk.file_bytes or 0
    grows = disk.vhd_type in (VhdType.DYNAMIC, VhdType.DIFFERENCING)
    return now, max(now, disk.size_bytes or 0) if grows else now


def _capacity(place: str, sizes: Iterable[tuple[int, int]], available: int | None) -> Capacity:
    pairs = list(sizes)
    needed = sum(now for now, _ in pairs) + RESERVE_BYTES
    grown = sum(most for _, most in pairs) + RESERVE_BYTES
    if available is None:
        fit = Fit.UNKNOWN
    elif needed > available:
        fit = Fit.DOES_NOT_FIT
    elif grown > available:
        fit = Fit.FITS_UNLESS_DISKS_GROW
    else:
        fit = Fit.FITS
    return Capacity(place=place, needed_bytes=needed, needed_grown_bytes=grown, available_bytes=available, fit=fit)
