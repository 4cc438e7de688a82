"""A physical disk is attached to a virtual machine."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each pass-through disk: no file holds its data."""
    for vm in case.vms:
        for drive in vm.hard_disk_drives:
            if drive.disk_number is not None:
                yield Finding(about_vm(vm), {"disk_number": drive.disk_number})


RULE = Rule("vm.pass-through-disk", Severity.BLOCKER, "own judgement", waivable=False, find=find)
