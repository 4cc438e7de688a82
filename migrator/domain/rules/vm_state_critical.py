"""A virtual machine has lost its storage."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each virtual machine in a critical state."""
    for vm in case.vms:
        if vm.state.value.endswith("Critical"):
            yield Finding(about_vm(vm), {"state": vm.state.value})


RULE = Rule("vm.state-critical", Severity.BLOCKER, "hyper-v-types", waivable=False, find=find)
