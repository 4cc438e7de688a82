"""A network adapter is connected to a virtual switch that the host does not list."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such adapter."""
    known = {switch.name.casefold() for switch in case.inventory.switches}
    for vm in case.vms:
        for adapter in vm.network_adapters:
            if adapter.switch_name and adapter.switch_name.casefold() not in known:
                yield Finding(about_vm(vm), {"adapter": adapter.name, "switch": adapter.switch_name})


RULE = Rule("vm.switch-unknown", Severity.WARNING, "compare-vm", waivable=True, find=find)
