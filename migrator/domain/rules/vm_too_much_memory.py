"""A virtual machine starts with more memory than the destination host has."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each."""
    if case.destination is None:
        return
    for vm in case.vms:
        if vm.memory.startup_bytes >= case.destination.memory_bytes:
            yield Finding(
                about_vm(vm),
                {"startup_memory_bytes": vm.memory.startup_bytes, "host_memory_bytes": case.destination.memory_bytes},
            )


RULE = Rule("vm.too-much-memory", Severity.BLOCKER, "own judgement", waivable=False, find=find)
