"""A differencing disk leads to a parent that is not known."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.homes import ancestors
from migrator.domain.inventory.disks import VhdType
from migrator.domain.rules.rule import Case, Finding, Rule, about_disk


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each differencing disk without a parent, with an unlisted one, or in a circle."""
    parents = {disk.path: disk.parent_path for disk in case.inventory.virtual_hard_disks}
    for disk in case.disks:
        parent = disk.parent_path
        nameless = disk.vhd_type is VhdType.DIFFERENCING and parent is None
        circular = parent is not None and (parent == disk.path or disk.path in ancestors(parent, parents))
        if nameless or circular or (parent is not None and parent not in parents):
            yield Finding(about_disk(disk.path), {"path": str(disk.path), "parent": str(parent) if parent else None})


RULE = Rule("disk.chain-broken", Severity.BLOCKER, "hyper-v-cmdlets", waivable=False, find=find)
