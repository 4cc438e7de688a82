"""Nothing is known of what runs inside a virtual machine."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each virtual machine whose guest never said anything."""
    for vm in case.vms:
        if vm.id not in case.guests:
            yield Finding(about_vm(vm), {"state": vm.state.value})


RULE = Rule("vm.guest-unknown", Severity.NOTE, "own judgement", waivable=True, find=find)
