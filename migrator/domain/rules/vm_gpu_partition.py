"""A part of the old graphics card is assigned to a virtual machine."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such virtual machine."""
    for vm in case.vms:
        if vm.gpu_partition_adapter_count > 0:
            yield Finding(about_vm(vm), {"count": vm.gpu_partition_adapter_count})


RULE = Rule("vm.gpu-partition", Severity.BLOCKER, "gpu-partitioning", waivable=False, find=find)
