"""A virtual machine runs Hyper-V itself, and the new processor is from AMD."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.destination import Release
from migrator.domain.inventory.host import CpuVendor
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm
from migrator.domain.versions import version_of

_FLOOR = (9, 3)


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding where release or configuration version is too low for nested virtualisation on AMD."""
    destination = case.destination
    if destination is None or destination.cpu_vendor is not CpuVendor.AMD:
        return
    release_too_old = destination.release in (Release.SERVER_2016, Release.SERVER_2019)
    for vm in case.vms:
        version = version_of(vm.version)
        if vm.processor.expose_virtualization_extensions and (release_too_old or version is None or version < _FLOOR):
            yield Finding(about_vm(vm), {"version": vm.version, "release": destination.release.value})


RULE = Rule("vm.nested-on-amd", Severity.WARNING, "nested-virtualisation", waivable=True, find=find)
