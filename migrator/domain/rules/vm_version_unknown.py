"""The configuration version is no version that can be compared."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm
from migrator.domain.versions import version_of


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each version that is not made of numbers and points."""
    for vm in case.vms:
        if version_of(vm.version) is None:
            yield Finding(about_vm(vm), {"version": vm.version})


RULE = Rule("vm.version-unknown", Severity.BLOCKER, "vm-versions", waivable=True, find=find)
