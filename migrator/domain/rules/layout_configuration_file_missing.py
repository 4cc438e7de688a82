"""The home was listed, and the configuration file is not in it."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.homes import lies_in
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each virtual machine whose `.vmcx` (before version 6.2: `.xml`) is not where it should be."""
    files = {entry.root / entry.relative_path for entry in case.inventory.folders}
    roots = {entry.root for entry in case.inventory.folders}
    for vm in case.vms:
        folder = vm.configuration_location / "Virtual Machines"
        listed = lies_in(folder, roots)
        if listed and not any(folder / f"{vm.id}{ending}" in files for ending in (".vmcx", ".xml")):
            yield Finding(about_vm(vm), {"path": str(folder / f"{vm.id}.vmcx")})


RULE = Rule("layout.configuration-file-missing", Severity.BLOCKER, "vm-versions", waivable=False, find=find)
