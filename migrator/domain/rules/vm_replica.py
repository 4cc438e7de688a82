"""A virtual machine takes part in replication."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each virtual machine with a replication mode."""
    for vm in case.vms:
        if vm.replication_mode not in ("", "None"):
            yield Finding(about_vm(vm), {"mode": vm.replication_mode, "state": vm.replication_state})


RULE = Rule("vm.replica", Severity.BLOCKER, "hyper-v-cmdlets", waivable=False, find=find)
