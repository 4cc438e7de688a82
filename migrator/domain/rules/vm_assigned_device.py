"""A device of the old board is assigned to a virtual machine."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such virtual machine."""
    for vm in case.vms:
        if vm.assigned_device_count > 0:
            yield Finding(about_vm(vm), {"count": vm.assigned_device_count})


RULE = Rule("vm.assigned-device", Severity.BLOCKER, "device-assignment", waivable=False, find=find)
