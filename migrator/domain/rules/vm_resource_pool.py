"""A device of a virtual machine belongs to a resource pool that the new host does not have."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine with the pools that are not the built-in one."""
    for vm in case.vms:
        pools = {drive.pool_name for drive in vm.hard_disk_drives} | {
            adapter.pool_name for adapter in vm.network_adapters
        }
        names = pools - {"", "Primordial"}
        if names:
            yield Finding(about_vm(vm), {"pools": tuple(sorted(names))})


RULE = Rule("vm.resource-pool", Severity.WARNING, "not confirmed", waivable=True, find=find)
