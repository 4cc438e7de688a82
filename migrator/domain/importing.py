"""What comparing and importing a virtual machine says: paths that were resolved, findings, repairs."""

from collections.abc import Iterator
from pathlib import PureWindowsPath
from uuid import UUID

from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.model import Model, WindowsPath

DISK_SOURCE = "HardDiskDrive"


class Finding(Model):
    """One line of a compatibility report, in Windows' own words."""

    message_id: int
    """Two of them are known; it decides nothing."""
    message: str
    """In the host's language: shown, never matched."""
    source: str | None
    """Type of the object that it is about: `VMNetworkAdapter`, `DvdDrive`, `HardDiskDrive` ...; null for all else."""
    subject: str | None
    """The path or switch that the object names."""


class ResolvedPath(Model):
    """A file that Windows took for the copy's."""

    path: WindowsPath
    inside: bool
    """Whether it lies on the disk under test."""


class CopyComparison(Model):
    """Document of `Compare-VMCopy`."""

    id: UUID
    volume_id: str
    tested: tuple[WindowsPath, ...]
    resolved: tuple[ResolvedPath, ...]
    written: tuple[WindowsPath, ...]
    """Copied files that the test itself wrote to: their bytes are proven after it."""
    findings: tuple[Finding, ...]

    @property
    def outside(self) -> tuple[str, ...]:
        """Files that lie elsewhere: the originals, most likely, which will not be there after the wipe."""
        return tuple(sorted(str(one.path) for one in self.resolved if not one.inside))

    @property
    def proves(self) -> bool:
        """Whether everything that the virtual machine's disks are made of was found on the disk under test."""
        return not self.outside and all(one.source != DISK_SOURCE for one in self.findings)


class Repair(Model):
    """What was made to fit so that the virtual machine could be imported."""

    kind: str
    """`switch`, `media`, `disk`, `processor-count`, `numa-processors`, `numa-memory`, `processor-features`."""
    subject: str
    before: str
    after: str


class Imported(Model):
    """Document of `Import-VirtualMachine`."""

    id: UUID
    imported: bool
    repairs: tuple[Repair, ...]
    findings: tuple[Finding, ...]
    """What nothing is known for; with any of these nothing was imported."""


class Removed(Model):
    """Document of `Remove-VirtualMachine`."""

    id: UUID
    configuration_folder: WindowsPath
    disks: tuple[WindowsPath, ...]


class Exporting(Model):
    """Document of `Export-VirtualMachine`."""

    id: UUID
    folder: WindowsPath


def repairs_between(before: VirtualMachine, after: VirtualMachine) -> tuple[Repair, ...]:
    """Return what an import has repaired, as the registered virtual machine shows it: the same after every crash."""
    return tuple(_repairs(before, after))


def _repairs(before: VirtualMachine, after: VirtualMachine) -> Iterator[Repair]:
    adapters = {one.id.casefold(): one for one in after.network_adapters}
    for adapter in before.network_adapters:
        now = adapters.get(adapter.id.casefold())
        if now is not None and now.switch_name != adapter.switch_name:
            yield _repair("switch", adapter.name, adapter.switch_name, now.switch_name)
    media = {_place(one): one for one in after.dvd_drives}
    for dvd in before.dvd_drives:
        if dvd.path is not None and _place(dvd) in media and media[_place(dvd)].path is None:
            yield _repair("media", _place(dvd), dvd.path, None)
    drives = {_place(one): one for one in after.hard_disk_drives}
    for drive in before.hard_disk_drives:
        there = drives.get(_place(drive))
        if there is not None and there.path != drive.path:
            yield _repair("disk", _place(drive), drive.path, there.path)
    own, other = before.processor, after.processor
    for kind, old, new in (
        ("processor-count", own.count, other.count),
        ("numa-processors", own.maximum_count_per_numa_node, other.maximum_count_per_numa_node),
        ("processor-features", own.expose_virtualization_extensions, other.expose_virtualization_extensions),
        ("numa-memory", before.memory.maximum_per_numa_node_mib, after.memory.maximum_per_numa_node_mib),
    ):
        if old != new:
            yield Repair(
                kind=kind, subject="processor" if kind != "numa-memory" else "memory", before=str(old), after=str(new)
            )


def _place(drive: object) -> str:
    return " ".join(str(getattr(drive, f"controller_{part}")) for part in ("type", "number", "location"))


def _repair(
    kind: str, subject: str, before: str | PureWindowsPath | None, after: str | PureWindowsPath | None
) -> Repair:
    return Repair(kind=kind, subject=subject, before=str(before or ""), after=str(after or ""))
