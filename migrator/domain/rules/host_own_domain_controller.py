"""The host is in a domain whose controller runs on it."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.roles import is_domain_controller
from migrator.domain.rules.rule import Case, Finding, Rule, about_host


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding where source or destination is joined and a domain controller of that domain is a guest."""
    host = case.inventory.host
    joined = host.domain_joined or (case.destination is not None and case.destination.domain_joined)
    suffix = f".{host.domain}".casefold()
    names = tuple(
        vm.name
        for vm in case.vms
        if is_domain_controller(guest := case.guests.get(vm.id))
        and ((guest.fully_qualified_domain_name if guest else None) or suffix).casefold().endswith(suffix)
    )
    if joined and names:
        yield Finding(about_host(case), {"domain": host.domain, "vms": names})


RULE = Rule("host.own-domain-controller", Severity.WARNING, "domain-controllers", waivable=True, find=find)
