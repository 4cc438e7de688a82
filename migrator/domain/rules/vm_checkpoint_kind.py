"""A checkpoint is of a kind that a backup or a replica left behind."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm

_LEFT_BEHIND = frozenset({"Recovery", "Missing", "Planned", "Replica", "AppConsistentReplica", "SyncedReplica"})


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each such checkpoint of a virtual machine."""
    for vm in case.vms:
        for checkpoint in case.inventory.checkpoints:
            if checkpoint.vm_id == vm.id and checkpoint.checkpoint_type in _LEFT_BEHIND:
                yield Finding(
                    about_vm(vm),
                    {
                        "checkpoint": checkpoint.name,
                        "checkpoint_type": checkpoint.checkpoint_type,
                        "checkpoint_id": str(checkpoint.id),
                    },
                )


RULE = Rule("vm.checkpoint-kind", Severity.BLOCKER, "recovery-checkpoints", waivable=False, find=find)
