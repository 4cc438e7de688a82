"""A checkpoint holds captured memory."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine; a blocker that can be waived where the processor vendor changes."""
    for vm in case.vms:
        names = tuple(
            checkpoint.name
            for checkpoint in case.inventory.checkpoints
            if checkpoint.vm_id == vm.id and checkpoint.state in (VMState.SAVED, VMState.FAST_SAVED)
        )
        if names:
            severity = Severity.BLOCKER if case.crosses_vendors else None
            yield Finding(about_vm(vm), {"checkpoints": names}, severity)


RULE = Rule("vm.checkpoint-memory", Severity.WARNING, "cpu-compatibility", waivable=True, find=find)
