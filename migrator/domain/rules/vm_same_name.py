"""Two virtual machines have the same name."""

from collections import defaultdict
from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each virtual machine that shares its name."""
    ids: dict[str, list[str]] = defaultdict(list)
    for vm in case.inventory.virtual_machines:
        ids[vm.name.casefold()].append(str(vm.id))
    for vm in case.vms:
        others = tuple(sorted(set(ids[vm.name.casefold()]) - {str(vm.id)}))
        if others:
            yield Finding(about_vm(vm), {"others": others})


RULE = Rule("vm.same-name", Severity.NOTE, "own judgement", waivable=True, find=find)
