"""A virtual machine is a role of a failover cluster."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each clustered virtual machine."""
    for vm in case.vms:
        if vm.is_clustered:
            yield Finding(about_vm(vm), {"clustered": True})


RULE = Rule("vm.clustered", Severity.BLOCKER, "own judgement", waivable=False, find=find)
