"""A virtual machine runs on a differencing disk without having a checkpoint."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each checkpoint disk in use by a virtual machine that lists no checkpoint."""
    with_checkpoints = {checkpoint.vm_id for checkpoint in case.inventory.checkpoints}
    for vm in case.vms:
        for drive in vm.hard_disk_drives:
            is_checkpoint_disk = drive.path is not None and drive.path.suffix.casefold() in (".avhdx", ".avhd")
            if is_checkpoint_disk and vm.id not in with_checkpoints:
                yield Finding(about_vm(vm), {"path": str(drive.path)})


RULE = Rule("disk.left-over-chain", Severity.WARNING, "hidden-chains", waivable=True, find=find)
