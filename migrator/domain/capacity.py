"""Room for everything on each external disk and on each volume of the destination host."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Final
from uuid import UUID

from migrator.domain.config import Config
from migrator.domain.decisions import DiskName
from migrator.domain.homes import homes_of, places_of
from migrator.domain.inventory.disks import VhdType, VirtualHardDisk
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Capacity, Fit
from migrator.domain.selection import declared_homes, moving

RESERVE_BYTES: Final = 1024**3
"""Kept free on each place: manifest, journal and restore kit on an external disk, paging and logs on a volume."""


def disk_needs(inventory: Inventory, config: Config) -> tuple[Capacity, ...]:
    """Return what each of the two external disks must hold: all that moves."""
    files = moving_files(inventory, config).values()
    disks = config.external_disks
    # Exports lie beside the bag on the first disk.
    twice = {DiskName.A} if config.exports_to_first_disk else set()
    return tuple(
        _capacity(f"disk/{name.value}", [*files, *files] if name in twice else files, disks.declared(name).size_bytes)
        for name in DiskName
    )


def volume_needs(inventory: Inventory, config: Config) -> tuple[Capacity, ...]:
    """Return what each declared volume must hold, all that lay under its letter; a volume without any of it is left out."""
    files: dict[str, list[MovingFile]] = defaultdict(list)
    for path, file in moving_files(inventory, config).items():
        files[path.drive[:1].upper()].append(file)
    return tuple(
        _capacity(f"volume/{letter}", files[letter], volume.size_bytes)
        for letter, volume in sorted(config.destination.host.volumes.items())
        if letter in files
    )


@dataclass
class MovingFile:
    """One file with its size now and when it has grown, and the virtual machines that need it."""

    now_bytes: int
    grown_bytes: int
    vm_ids: set[UUID]


def moving_files(inventory: Inventory, config: Config | None) -> dict[PureWindowsPath, MovingFile]:
    """Return each file that moves, by path: chains of disks, and what was listed in the homes."""
    ids = {vm.id for vm in moving(inventory, config)}
    users: dict[PureWindowsPath, set[UUID]] = defaultdict(set)
    for place in places_of(inventory):
        if place.vm_id in ids:
            users[place.path].add(place.vm_id)
    files: dict[PureWindowsPath, MovingFile] = {}
    for disk in inventory.virtual_hard_disks:
        if disk.path in users:
            files[disk.path] = MovingFile(*_sizes_of(disk), users[disk.path])
    homes: dict[PureWindowsPath, set[UUID]] = defaultdict(set)
    for home in homes_of(inventory, declared_homes(inventory, config)):
        if home.vm_id in ids:
            homes[home.folder].add(home.vm_id)
    for entry in inventory.folders:
        if entry.is_folder:
            continue
        path = entry.root / entry.relative_path
        owners = {vm_id for folder in path.parents if folder in homes for vm_id in homes[folder]}
        if owners and path not in files:
            files[path] = MovingFile(entry.size_bytes, entry.size_bytes, owners)
    return files


def vm_bytes(inventory: Inventory, config: Config | None) -> dict[UUID, int]:
    """Return what each virtual machine that moves takes now; a file that two need counts for both."""
    taken = {vm.id: 0 for vm in moving(inventory, config)}
    for file in moving_files(inventory, config).values():
        for vm_id in file.vm_ids:
            taken[vm_id] += file.now_bytes
    return taken


def _sizes_of(disk: VirtualHardDisk) -> tuple[int, int]:
    now = disk.file_bytes or 0
    grows = disk.vhd_type in (VhdType.DYNAMIC, VhdType.DIFFERENCING)
    return now, max(now, disk.size_bytes or 0) if grows else now


def _capacity(place: str, files: Iterable[MovingFile], available: int | None) -> Capacity:
    there = list(files)
    needed = sum(file.now_bytes for file in there) + RESERVE_BYTES
    grown = sum(file.grown_bytes for file in there) + RESERVE_BYTES
    if available is None:
        fit = Fit.UNKNOWN
    elif needed > available:
        fit = Fit.DOES_NOT_FIT
    elif grown > available:
        fit = Fit.FITS_UNLESS_DISKS_GROW
    else:
        fit = Fit.FITS
    return Capacity(place=place, needed_bytes=needed, needed_grown_bytes=grown, available_bytes=available, fit=fit)
