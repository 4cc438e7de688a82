"""A virtual machine uses one hardware thread per core only."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.destination import Release
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding where the destination schedules by core, which is the default from Server 2019 on."""
    if case.destination is None or case.destination.release is Release.SERVER_2016:
        return
    for vm in case.vms:
        if vm.processor.hw_thread_count_per_core == 1 and vm.processor.count > 1:
            yield Finding(about_vm(vm), {"processors": vm.processor.count})


RULE = Rule("vm.hardware-threads", Severity.NOTE, "scheduler", waivable=True, find=find)
