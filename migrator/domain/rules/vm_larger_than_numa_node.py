"""A virtual machine has more processors than a NUMA node of the destination host."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.destination import Release
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each; a blocker where the host does not span nodes, for Server 2025 will not start it."""
    destination = case.destination
    if destination is None or destination.numa_nodes == 1:
        return
    per_node = destination.logical_processors // destination.numa_nodes
    refuses = destination.release is Release.SERVER_2025 and not destination.numa_spanning_enabled
    for vm in case.vms:
        if vm.processor.count > per_node:
            yield Finding(
                about_vm(vm),
                {"processors": vm.processor.count, "per_node": per_node},
                Severity.BLOCKER if refuses else None,
            )


RULE = Rule("vm.larger-than-numa-node", Severity.WARNING, "numa", waivable=True, find=find)
