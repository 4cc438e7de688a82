"""A virtual machine has a RemoteFX adapter, which the destination release no longer knows."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.destination import Release
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each RemoteFX adapter, unless the destination is Server 2016."""
    if case.destination is None or case.destination.release is Release.SERVER_2016:
        return
    for vm in case.vms:
        if vm.has_remotefx_adapter:
            yield Finding(about_vm(vm), {"release": case.destination.release.value})


RULE = Rule("vm.remotefx", Severity.BLOCKER, "removed-features", waivable=False, find=find)
