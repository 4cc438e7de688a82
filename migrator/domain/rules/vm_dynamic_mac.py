"""A network adapter has a dynamic address that the new host may replace."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine with the addresses; one that was never given is left out."""
    for vm in case.vms:
        addresses = tuple(
            adapter.mac_address
            for adapter in vm.network_adapters
            if adapter.dynamic_mac_address and adapter.mac_address.strip("0")
        )
        if addresses:
            yield Finding(about_vm(vm), {"addresses": addresses})


RULE = Rule("vm.dynamic-mac", Severity.NOTE, "mac-addresses", waivable=True, find=find)
