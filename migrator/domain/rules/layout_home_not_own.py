"""A home holds something of another virtual machine."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PureWindowsPath
from uuid import UUID

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each home folder in which another virtual machine has a path."""
    names = {vm.id: vm.name for vm in case.inventory.virtual_machines}
    vms = {vm.id: vm for vm in case.vms}
    owners: dict[PureWindowsPath, set[UUID]] = defaultdict(set)
    for place in case.all_places:
        for folder in (place.path, *place.path.parents):
            owners[folder].add(place.vm_id)
    for home in case.homes:
        others = {names[vm_id] for vm_id in owners[home.folder] - {home.vm_id}}
        if home.vm_id in vms and others:
            yield Finding(about_vm(vms[home.vm_id]), {"home": str(home.folder), "others": tuple(sorted(others))})


RULE = Rule("layout.home-not-own", Severity.BLOCKER, "own judgement", waivable=False, find=find)
