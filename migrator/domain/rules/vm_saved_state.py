"""A virtual machine holds a saved state."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm

_SAVED = frozenset(
    {VMState.SAVED, VMState.FAST_SAVED, VMState.HIBERNATED, VMState.PAUSED, VMState.SAVING, VMState.FAST_SAVING}
)


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each; a blocker where the processor vendor changes, for it cannot be resumed there."""
    for vm in case.vms:
        if vm.state in _SAVED:
            severity = Severity.BLOCKER if case.crosses_vendors else None
            yield Finding(about_vm(vm), {"state": vm.state.value}, severity)


RULE = Rule("vm.saved-state", Severity.WARNING, "cpu-compatibility", waivable=True, find=find)
