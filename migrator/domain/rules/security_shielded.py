"""A virtual machine is shielded."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such virtual machine."""
    vms = {vm.id: vm for vm in case.vms}
    for security in case.inventory.security:
        if security.vm_id in vms and security.shielded:
            yield Finding(about_vm(vms[security.vm_id]), {"shielded": True})


RULE = Rule("security.shielded", Severity.BLOCKER, "shielded-vms", waivable=False, find=find)
