"""A virtual machine has an ISO or floppy file attached."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine with the files."""
    for vm in case.vms:
        paths = [drive.path for drive in vm.dvd_drives if drive.path is not None]
        if vm.floppy_path is not None:
            paths.append(vm.floppy_path)
        if paths:
            yield Finding(about_vm(vm), {"paths": tuple(str(path) for path in paths)})


RULE = Rule("vm.media-attached", Severity.WARNING, "ballast-import", waivable=True, find=find)
