"""Guests may have been activated by a Datacenter host, and the new host is none."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.destination import Edition
from migrator.domain.rules.rule import Case, Finding, Rule, about_host

_DATACENTER = frozenset({8, 12, 80, 145})


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding where the edition changes from Datacenter to another one."""
    if case.destination is None or case.destination.edition is Edition.DATACENTER:
        return
    if case.inventory.host.os_sku in _DATACENTER:
        yield Finding(about_host(case), {"edition": case.destination.edition.value})


RULE = Rule("host.activation", Severity.NOTE, "guest-activation", waivable=True, find=find)
