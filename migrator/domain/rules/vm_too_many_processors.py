"""A virtual machine has more processors than the destination host."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each: Hyper-V refuses to start it."""
    if case.destination is None:
        return
    for vm in case.vms:
        if vm.processor.count > case.destination.logical_processors:
            yield Finding(
                about_vm(vm), {"processors": vm.processor.count, "host_processors": case.destination.logical_processors}
            )


RULE = Rule("vm.too-many-processors", Severity.BLOCKER, "own judgement", waivable=False, find=find)
