"""Homes lie on a drive letter that the destination host does not have."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine and letter: files come back under the path they had."""
    if case.destination is None:
        return
    for vm in case.vms:
        letters = {home.drive[:1].upper() for home in case.homes_of_vm(vm.id)}
        for letter in sorted(letters - set(case.destination.volumes)):
            yield Finding(about_vm(vm), {"volume": f"{letter}:"})


RULE = Rule("destination.volume-missing", Severity.BLOCKER, "ballast-import", waivable=False, find=find)
