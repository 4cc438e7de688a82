"""A virtual machine is saved when its host shuts down."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.inventory.virtual_machine import StopAction
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each: a reboot of the old host in the middle would leave a saved state."""
    for vm in case.vms:
        if vm.automatic_stop_action is StopAction.SAVE:
            yield Finding(about_vm(vm), {"action": vm.automatic_stop_action.value})


RULE = Rule("vm.stop-action-save", Severity.NOTE, "hyper-v-cmdlets", waivable=True, find=find)
