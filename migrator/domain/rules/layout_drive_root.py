"""A file of a virtual machine lies in the root of a drive."""

from collections.abc import Iterator
from pathlib import PureWindowsPath

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each file or folder of a virtual machine that is, or lies directly in, a drive's root."""
    vms = {vm.id: vm for vm in case.vms}
    for place in case.places:
        if place.folder == PureWindowsPath(place.path.anchor):
            yield Finding(about_vm(vms[place.vm_id]), {"path": str(place.path)})


RULE = Rule("layout.drive-root", Severity.BLOCKER, "file-locations", waivable=False, find=find)
