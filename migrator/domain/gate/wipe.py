"""What keeps the wipe gate closed, from everything that was looked at."""

from collections.abc import Iterator, Mapping
from pathlib import PureWindowsPath
from typing import Final

from migrator.domain.concern import Concern, Severity, Subject, SubjectKind
from migrator.domain.config_gate import OneDisk
from migrator.domain.gate.other_data import OtherData
from migrator.domain.inventory.virtual_machine import VirtualMachine, VMState
from migrator.domain.model import Model

FoundValue = str | int | bool | tuple[str, ...] | None
ONE_DISK: Final = "one_disk"
"""Under this name stands in what the gate saw who decided beforehand that one disk is enough, where it rests on that."""
_SHOWN = 5


class Lost(Model):
    """A person's word that a disk is lost."""

    disk: str
    """Its name."""
    person: str
    reason: str


class DiskLook(Model):
    """One external disk at this moment."""

    name: str
    """`a`, or that of the disk which took its place."""
    lost: Lost | None
    """A person gave it up, and no other one took its place."""
    is_there: bool
    """Plugged in, with the marker of this migration."""
    epoch: int | None
    not_proven: tuple[str, ...]
    """Steps about it that are not true: proofs of copies, of importability, its bag's closing."""
    journal_is_whole: bool
    """The journal on it reaches to where this one is."""
    bad_sample: tuple[str, ...] = ()
    """Files of which a part, read again now, is not as it was proven."""

    @property
    def is_proven(self) -> bool:
        """Whether everything would be there if the other one died now."""
        stands = self.is_there and not self.not_proven and not self.bad_sample
        return self.lost is None and stands and self.journal_is_whole


class WipeLook(Model):
    """Everything that the wipe gate looked at."""

    source: str
    expected: tuple[VirtualMachine, ...]
    """The virtual machines that move, as the inventory has them."""
    there: tuple[VirtualMachine, ...]
    """All that the host has now."""
    left_out: tuple[str, ...]
    """Names or ids of those that a person leaves behind."""
    changed_files: Mapping[str, tuple[str, ...]]
    """By VMId: files of the source that are not as they were copied."""
    compared: bool
    """The source was compared with the copies by this look or just before it."""
    disks: tuple[DiskLook, ...]
    epoch: int
    one_disk: OneDisk | None
    not_saved: tuple[str, ...]
    """Certificates with keys of virtual TPMs that are not proven on both disks."""
    not_cleared: tuple[OtherData, ...]
    program_on_host: bool
    """Program and journal run on the very host that is wiped."""


def findings(look: WipeLook) -> tuple[Concern, ...]:
    """Return a blocker for each reason against the wipe, in a fixed order."""
    return (*_about_machines(look), *_about_disks(look), *_about_the_rest(look))


def _about_machines(look: WipeLook) -> Iterator[Concern]:
    there = {vm.id: vm for vm in look.there}
    for vm in look.expected:
        about = Subject(kind=SubjectKind.VM, id=str(vm.id), name=vm.name)
        now = there.get(vm.id)
        if now is None:
            yield _blocker("gate.vm-missing", about, {})
        elif now.state is not VMState.OFF:
            yield _blocker("gate.vm-not-off", about, {"state": now.state.value})
        files = look.changed_files.get(str(vm.id), ())
        if files:
            names = tuple(PureWindowsPath(name).name for name in files[:_SHOWN])
            yield _blocker("gate.source-changed", about, {"files": names, "count": len(files)})
    known = {vm.id for vm in look.expected}
    said = {name.casefold() for name in look.left_out}
    for vm in sorted(look.there, key=lambda one: str(one.id)):
        if vm.id not in known and not said & {str(vm.id), vm.name.casefold()}:
            yield _blocker("gate.vm-not-covered", Subject(kind=SubjectKind.VM, id=str(vm.id), name=vm.name), {})


def rests_on_one_disk(look: WipeLook) -> OneDisk | None:
    """Return the decision on which the wipe rests where one disk alone is good; None where that is not so."""
    good = [disk for disk in look.disks if _is_good(disk, look)]
    allowed = look.one_disk is not None and look.one_disk.allowed
    return look.one_disk if allowed and len(good) == 1 and len(look.disks) > 1 else None


def _about_disks(look: WipeLook) -> Iterator[Concern]:
    if rests_on_one_disk(look) is not None:
        return
    for disk in look.disks:
        about = Subject(kind=SubjectKind.PHYSICAL_DISK, id=f"disk/{disk.name}", name=disk.name.upper())
        if disk.lost is not None:
            yield _blocker("gate.disk-lost", about, {"person": disk.lost.person, "reason": disk.lost.reason})
            continue
        if not disk.is_there:
            yield _blocker("gate.disk-away", about, {})
        elif disk.epoch != look.epoch:
            yield _blocker("gate.disk-of-other-epoch", about, {"epoch": disk.epoch, "expected": look.epoch})
        if disk.not_proven:
            yield _blocker("gate.disk-not-proven", about, {"steps": disk.not_proven[:_SHOWN]})
        if disk.bad_sample:
            yield _blocker(
                "gate.disk-gone-bad", about, {"files": disk.bad_sample[:_SHOWN], "count": len(disk.bad_sample)}
            )
        if disk.is_there and not disk.journal_is_whole:
            yield _blocker("gate.journal-not-on-disk", about, {})


def _is_good(disk: DiskLook, look: WipeLook) -> bool:
    return disk.is_proven and disk.epoch == look.epoch


def _about_the_rest(look: WipeLook) -> Iterator[Concern]:
    host = Subject(kind=SubjectKind.HOST, id="source", name=look.source)
    if not look.compared:
        yield _blocker("gate.source-not-compared", host, {})
    for thumbprint in look.not_saved:
        about = Subject(kind=SubjectKind.HOST, id=thumbprint, name=thumbprint)
        yield _blocker("gate.certificate-not-saved", about, {})
    for data in look.not_cleared:
        about = Subject(kind=SubjectKind.HOST, id=data.what, name=data.what)
        yield _blocker("gate.other-data", about, {"size_bytes": data.size_bytes})
    if look.program_on_host:
        yield _blocker("gate.program-on-host", host, {})


def _blocker(rule: str, about: Subject, found: dict[str, FoundValue]) -> Concern:
    return Concern(
        rule=rule, severity=Severity.BLOCKER, subject=about, found=found, source="own judgement", waivable=False
    )
