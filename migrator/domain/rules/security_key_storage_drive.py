"""A virtual machine has a key storage drive."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such virtual machine."""
    vms = {vm.id: vm for vm in case.vms}
    for security in case.inventory.security:
        if security.vm_id in vms and security.key_storage_drive_enabled:
            yield Finding(about_vm(vms[security.vm_id]), {"enabled": True})


RULE = Rule("security.key-storage-drive", Severity.WARNING, "removed-features", waivable=True, find=find)
