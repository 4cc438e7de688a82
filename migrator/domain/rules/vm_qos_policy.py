"""A disk follows a storage policy of a cluster that a stand-alone host does not have."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine with the policies."""
    for vm in case.vms:
        ids = {str(drive.qos_policy_id) for drive in vm.hard_disk_drives if drive.qos_policy_id is not None}
        if ids:
            yield Finding(about_vm(vm), {"policies": tuple(sorted(ids))})


RULE = Rule("vm.qos-policy", Severity.WARNING, "hyper-v-cmdlets", waivable=True, find=find)
