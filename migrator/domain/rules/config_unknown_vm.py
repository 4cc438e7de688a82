"""The config names a virtual machine that the host does not have."""

from collections.abc import Iterator
from difflib import get_close_matches

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule
from migrator.domain.selection import about_named, is_meant, named_vms


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each name or id that fits no virtual machine, with the names that it may be a slip for.

    A warning and no blocker: nothing is lost, for the virtual machine that was meant moves with the others.
    """
    if case.config is None:
        return
    names = {vm.name.casefold(): vm.name for vm in case.inventory.virtual_machines}
    for place, said in named_vms(case.config):
        if not any(is_meant(vm, said) for vm in case.inventory.virtual_machines):
            similar = tuple(names[one] for one in get_close_matches(said.casefold(), sorted(names)))
            yield Finding(about_named(place, said), {"place": place, "similar": similar})


RULE = Rule("config.unknown-vm", Severity.WARNING, "own judgement", waivable=True, find=find)
