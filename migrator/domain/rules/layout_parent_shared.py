"""Two virtual machines stand on one parent disk."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PureWindowsPath
from uuid import UUID

from migrator.domain.concern import Severity
from migrator.domain.homes import Part
from migrator.domain.rules.rule import Case, Finding, Rule, about_disk


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each parent that belongs to more than one virtual machine."""
    names = {vm.id: vm.name for vm in case.inventory.virtual_machines}
    users: dict[PureWindowsPath, set[UUID]] = defaultdict(set)
    for place in case.all_places:
        if place.part is Part.PARENT:
            users[place.path].add(place.vm_id)
    for path, ids in sorted(users.items()):
        if len(ids) > 1 and ids & {vm.id for vm in case.vms}:
            yield Finding(about_disk(path), {"users": tuple(sorted(names[vm_id] for vm_id in ids))})


RULE = Rule("layout.parent-shared", Severity.BLOCKER, "hyper-v-cmdlets", waivable=False, find=find)
