"""A virtual hard disk is shared between virtual machines."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each shared VHDX or VHD set."""
    for vm in case.vms:
        for drive in vm.hard_disk_drives:
            is_set = drive.path is not None and drive.path.suffix.casefold() == ".vhds"
            if drive.shared or is_set:
                yield Finding(about_vm(vm), {"path": str(drive.path) if drive.path else None})


RULE = Rule("vm.shared-disk", Severity.BLOCKER, "vhd-sets", waivable=False, find=find)
