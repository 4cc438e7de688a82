"""A guest state file lies in the home of another virtual machine."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.homes import lies_in
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each `<VMId>.vmgs` that was listed outside the homes of the virtual machine with that id."""
    vms = {f"{vm.id}.vmgs": vm for vm in case.vms}
    for entry in case.inventory.folders:
        path = entry.root / entry.relative_path
        vm = vms.get(path.name.casefold())
        if vm is not None and not lies_in(path, homes := case.homes_of_vm(vm.id)):
            yield Finding(about_vm(vm), {"path": str(path), "homes": tuple(str(home) for home in homes)})


RULE = Rule("layout.guest-state-outside-home", Severity.BLOCKER, "not confirmed", waivable=False, find=find)
