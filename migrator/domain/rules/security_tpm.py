"""A virtual machine has a virtual TPM."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such virtual machine."""
    vms = {vm.id: vm for vm in case.vms}
    for security in case.inventory.security:
        if security.vm_id in vms and security.tpm_enabled:
            yield Finding(about_vm(vms[security.vm_id]), {"certificates": len(security.guardian_thumbprints)})


RULE = Rule("security.tpm", Severity.WARNING, "tpm-certificates", waivable=True, find=find)
