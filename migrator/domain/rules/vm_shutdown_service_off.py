"""The guest of a running virtual machine cannot be asked to shut down."""

from collections.abc import Iterator
from uuid import UUID

from migrator.domain.concern import Severity
from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm

_SHUTDOWN = UUID("9f8233ac-be49-4c79-8ee3-e7e1985b2077")


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each running virtual machine whose shutdown service is off or not there."""
    for vm in case.vms:
        enabled = any(service.component_id == _SHUTDOWN and service.enabled for service in vm.integration_services)
        if vm.state is VMState.RUNNING and not enabled:
            yield Finding(about_vm(vm), {"state": vm.state.value})


RULE = Rule("vm.shutdown-service-off", Severity.WARNING, "hyper-v-cmdlets", waivable=True, find=find)
