"""The config names a virtual machine by a name that several have."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule
from migrator.domain.selection import LEFT_OUT, about_named, is_meant, named_vms


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each name that fits more than one; of those to leave out it is a blocker.

    All that have the name stay behind, one of them perhaps unnoticed, and are lost when the old host is wiped.
    """
    if case.config is None:
        return
    for place, said in named_vms(case.config):
        ids = tuple(sorted(str(vm.id) for vm in case.inventory.virtual_machines if is_meant(vm, said)))
        if len(ids) > 1:
            severity = Severity.BLOCKER if place == LEFT_OUT else None
            yield Finding(about_named(place, said), {"place": place, "ids": ids}, severity)


RULE = Rule("config.ambiguous-vm", Severity.WARNING, "own judgement", waivable=True, find=find)
