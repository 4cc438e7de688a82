"""A virtual machine uses a disk of which the inventory knows nothing."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.homes import Part
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each disk of a drive or checkpoint that has no document of its own."""
    vms = {vm.id: vm for vm in case.vms}
    known = {disk.path for disk in case.inventory.virtual_hard_disks}
    for place in case.places:
        if place.part is Part.DISK and place.path not in known:
            yield Finding(about_vm(vms[place.vm_id]), {"path": str(place.path)})


RULE = Rule("disk.not-listed", Severity.BLOCKER, "own judgement", waivable=False, find=find)
