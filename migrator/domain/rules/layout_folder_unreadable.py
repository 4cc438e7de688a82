"""A folder of a home could not be listed."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.homes import lies_in
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each folder below a home of a virtual machine that refused to be listed."""
    refused = [entry for entry in case.inventory.folders if entry.error_id is not None]
    for vm in case.vms:
        for entry in refused:
            path = entry.root / entry.relative_path
            if lies_in(path, case.homes_of_vm(vm.id)):
                yield Finding(about_vm(vm), {"path": str(path), "error_id": entry.error_id})


RULE = Rule("layout.folder-unreadable", Severity.BLOCKER, "own judgement", waivable=False, find=find)
