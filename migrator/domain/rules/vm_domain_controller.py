"""A virtual machine is a domain controller."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.roles import is_domain_controller
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each guest that says so."""
    for vm in case.vms:
        guest = case.guests.get(vm.id)
        if is_domain_controller(guest):
            yield Finding(about_vm(vm), {"guest": guest.fully_qualified_domain_name if guest else None})


RULE = Rule("vm.domain-controller", Severity.WARNING, "domain-controllers", waivable=True, find=find)
