"""The destination release does not import this configuration version."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm
from migrator.domain.versions import lowest, shown, version_of


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each version below the floor of the destination release."""
    if case.destination is None:
        return
    floor = lowest(case.destination.release)
    for vm in case.vms:
        version = version_of(vm.version)
        if version is not None and version < floor:
            yield Finding(
                about_vm(vm), {"version": vm.version, "lowest": shown(floor), "release": case.destination.release.value}
            )


RULE = Rule("vm.version-too-old", Severity.BLOCKER, "vm-versions", waivable=False, find=find)
