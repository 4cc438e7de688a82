"""A large virtual machine carries NUMA limits that fit the old board."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each virtual machine that its own limits spread over more than one virtual node."""
    for vm in case.vms:
        if vm.processor.count > vm.processor.maximum_count_per_numa_node > 0:
            yield Finding(
                about_vm(vm),
                {"processors": vm.processor.count, "maximum_per_node": vm.processor.maximum_count_per_numa_node},
            )


RULE = Rule("vm.numa-limits", Severity.NOTE, "not confirmed", waivable=True, find=find)
