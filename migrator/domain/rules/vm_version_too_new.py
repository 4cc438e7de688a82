"""The destination release is older than this configuration version."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm
from migrator.domain.versions import highest, shown, version_of


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each version above the highest of the destination release."""
    if case.destination is None:
        return
    top = highest(case.destination.release)
    for vm in case.vms:
        version = version_of(vm.version)
        if version is not None and version > top:
            yield Finding(
                about_vm(vm), {"version": vm.version, "highest": shown(top), "release": case.destination.release.value}
            )


RULE = Rule("vm.version-too-new", Severity.BLOCKER, "vm-versions", waivable=False, find=find)
