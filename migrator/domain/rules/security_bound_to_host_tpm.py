"""The keys of a virtual machine are bound to the TPM of the old board."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such virtual machine."""
    vms = {vm.id: vm for vm in case.vms}
    for security in case.inventory.security:
        if security.vm_id in vms and security.bind_to_host_tpm:
            yield Finding(about_vm(vms[security.vm_id]), {"bound": True})


RULE = Rule("security.bound-to-host-tpm", Severity.BLOCKER, "not confirmed", waivable=False, find=find)
