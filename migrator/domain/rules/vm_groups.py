"""A virtual machine is a member of groups, which are settings of the old host."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine with its groups."""
    for vm in case.vms:
        if vm.groups:
            yield Finding(about_vm(vm), {"groups": tuple(sorted(vm.groups))})


RULE = Rule("vm.groups", Severity.NOTE, "hyper-v-cmdlets", waivable=True, find=find)
