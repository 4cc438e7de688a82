"""A virtual machine has virtual Fibre Channel adapters."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such virtual machine."""
    for vm in case.vms:
        if vm.fibre_channel_adapter_count > 0:
            yield Finding(about_vm(vm), {"count": vm.fibre_channel_adapter_count})


RULE = Rule("vm.fibre-channel", Severity.BLOCKER, "not confirmed", waivable=False, find=find)
