"""What a rule is, and the case that it looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PureWindowsPath
from uuid import UUID

from migrator.domain.concern import Concern, Severity, Subject, SubjectKind
from migrator.domain.config import Config
from migrator.domain.destination import DestinationHost
from migrator.domain.homes import Home, Place, homes_of, places_of
from migrator.domain.inventory.disks import VirtualHardDisk
from migrator.domain.inventory.guests import Guest
from migrator.domain.inventory.host import CpuVendor
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.inventory.whole import Inventory
from migrator.domain.selection import declared_homes, moving

Found = dict[str, str | int | bool | tuple[str, ...] | None]


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found; `severity` only where it differs from the rule's own."""

    subject: Subject
    found: Found
    severity: Severity | None = None


@dataclass(frozen=True)
class Case:
    """An inventory with what is declared for its migration; without a config the rules about the destination are silent."""

    inventory: Inventory
    config: Config | None = None

    @cached_property
    def vms(self) -> tuple[VirtualMachine, ...]:
        """The virtual machines that move."""
        return moving(self.inventory, self.config)

    @property
    def destination(self) -> DestinationHost | None:
        """The destination host as declared; none where nothing moves to another host."""
        return self.config.destination.host if self.config and not self.config.stays_on_its_host else None

    @cached_property
    def all_places(self) -> tuple[Place, ...]:
        """Paths of all virtual machines, also of those that stay."""
        return places_of(self.inventory)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Paths of the virtual machines that move."""
        ids = {vm.id for vm in self.vms}
        return tuple(place for place in self.all_places if place.vm_id in ids)

    @cached_property
    def homes(self) -> tuple[Home, ...]:
        """Homes of all virtual machines, also of those that stay."""
        return homes_of(self.inventory, declared_homes(self.inventory, self.config))

    @cached_property
    def _homes_by_vm(self) -> Mapping[UUID, tuple[PureWindowsPath, ...]]:
        by_vm: dict[UUID, tuple[PureWindowsPath, ...]] = {}
        for home in self.homes:
            by_vm[home.vm_id] = (*by_vm.get(home.vm_id, ()), home.folder)
        return by_vm

    def homes_of_vm(self, vm_id: UUID) -> tuple[PureWindowsPath, ...]:
        """Return the folders that are one virtual machine's home."""
        return self._homes_by_vm.get(vm_id, ())

    @cached_property
    def guests(self) -> Mapping[UUID, Guest]:
        """What guests said, by virtual machine."""
        return {guest.vm_id: guest for guest in self.inventory.guests}

    @cached_property
    def disks(self) -> tuple[VirtualHardDisk, ...]:
        """Virtual hard disks, parents included, of the virtual machines that move."""
        paths = {place.path for place in self.places}
        return tuple(disk for disk in self.inventory.virtual_hard_disks if disk.path in paths)

    @property
    def crosses_vendors(self) -> bool:
        """Whether the processors of source and destination are of different vendors."""
        return self.destination is not None and self.destination.cpu_vendor is not self.source_vendor

    @property
    def source_vendor(self) -> CpuVendor:
        """Vendor of the source host's first processor."""
        return self.inventory.host.processors[0].vendor


@dataclass(frozen=True)
class Rule:
    """`source` is a key of docs/reference/sources.md: the public page the rule rests on, or that there is none."""

    id: str
    severity: Severity
    source: str
    waivable: bool
    find: Callable[[Case], Iterator[Finding]]

    def concerns(self, case: Case) -> Iterator[Concern]:
        """Yield a concern for each finding."""
        for finding in self.find(case):
            yield Concern(
                rule=self.id,
                severity=finding.severity or self.severity,
                subject=finding.subject,
                found=finding.found,
                source=self.source,
                waivable=self.waivable or (finding.severity or self.severity) is not Severity.BLOCKER,
            )


def about_vm(vm: VirtualMachine) -> Subject:
    """Return the subject of a concern about a virtual machine."""
    return Subject(kind=SubjectKind.VM, id=str(vm.id), name=vm.name)


def about_disk(path: PureWindowsPath) -> Subject:
    """Return the subject of a concern about a virtual hard disk: its path is its id."""
    return Subject(kind=SubjectKind.VIRTUAL_HARD_DISK, id=str(path), name=path.name)


def about_host(case: Case) -> Subject:
    """Return the subject of a concern about the source host."""
    host = case.inventory.host
    return Subject(kind=SubjectKind.HOST, id=host.machine_guid, name=host.name)
