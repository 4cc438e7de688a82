"""A guest state file lies in the home of another virtual machine."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each `<VMId>.vmgs` that was listed outside the homes of the virtual machine with that id."""
    for vm in case.vms:
        homes = case.homes_of_vm(vm.id)
        for entry in case.inventory.folders:
            path = entry.root / entry.relative_path
            if path.name.casefold() == f"{vm.id}.vmgs" and not any(path.is_relative_to(home) for home in homes):
                yield Finding(about_vm(vm), {"path": str(path), "homes": tuple(str(home) for home in homes)})


RULE = Rule("layout.guest-state-outside-home", Severity.BLOCKER, "hyperv-facts 4.1", waivable=False, find=find)
