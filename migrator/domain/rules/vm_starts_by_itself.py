"""A virtual machine starts with its host."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.inventory.virtual_machine import StartAction
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each virtual machine with a start action other than Nothing."""
    for vm in case.vms:
        if vm.automatic_start_action is not StartAction.NOTHING:
            yield Finding(about_vm(vm), {"action": vm.automatic_start_action.value})


RULE = Rule("vm.starts-by-itself", Severity.NOTE, "hyper-v-cmdlets", waivable=True, find=find)
