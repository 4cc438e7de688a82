"""All virtual machines together start with more memory than the destination host has."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.inventory.virtual_machine import StartAction, VMState
from migrator.domain.rules.rule import Case, Finding, Rule, about_host


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding over the virtual machines that run or start by themselves."""
    if case.destination is None:
        return
    needed = sum(
        vm.memory.startup_bytes
        for vm in case.vms
        if vm.state is VMState.RUNNING or vm.automatic_start_action is StartAction.START
    )
    if needed >= case.destination.memory_bytes:
        yield Finding(
            about_host(case), {"startup_memory_bytes": needed, "host_memory_bytes": case.destination.memory_bytes}
        )


RULE = Rule("host.memory-overcommitted", Severity.WARNING, "own judgement", waivable=True, find=find)
