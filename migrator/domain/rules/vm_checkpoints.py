"""A virtual machine has checkpoints."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine with its number of checkpoints."""
    for vm in case.vms:
        count = sum(checkpoint.vm_id == vm.id for checkpoint in case.inventory.checkpoints)
        if count:
            yield Finding(about_vm(vm), {"count": count})


RULE = Rule("vm.checkpoints", Severity.NOTE, "own judgement", waivable=True, find=find)
