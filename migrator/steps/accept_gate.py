"""The gates after the import: what a person puts a name under is there, well, and written down."""

from collections.abc import Iterator
from typing import Final

from pydantic import JsonValue

from migrator.domain.concern import Concern, Severity, Subject, SubjectKind
from migrator.domain.inventory.virtual_machine import VirtualMachine, VMState
from migrator.domain.plan import StepHost
from migrator.domain.selection import moving
from migrator.domain.vm_status import VMStatus
from migrator.domain.waivers import judge
from migrator.hyperv.get_vm_status import get_vm_status
from migrator.steps.driver import GateView
from migrator.steps.logic import StepLogic
from migrator.steps.situation import Migration, Situation
from migrator.steps.wipe_gate import view

_TOLD_BY: Final = ("import-vm", "compare-with-inventory", "see-health")


def look_before_accepting(at: Situation) -> GateView:
    """Look at every virtual machine on the new host, at what the comparison found, and at the report."""
    run = at.migration
    session = run.hosts.session(StepHost.DESTINATION)
    now = {vm.id: get_vm_status(session, vm.id) for vm in moving(run.inventory, run.config)}
    machines = moving(run.inventory, run.config)
    reasons = tuple(one for vm in machines for one in (*missing_or_off(vm, now[vm.id]), *_unaccepted(run, vm)))
    seen: dict[str, JsonValue] = {
        "virtual_machines": [_seen(run, vm, now[vm.id]) for vm in machines],
        "report": dict(run.past.found("make-report")),
    }
    return view(run.plan.destination_host, seen, reasons)


def missing_or_off(vm: VirtualMachine, now: VMStatus | None) -> Iterator[Concern]:
    """Yield a blocker where it is not there, or ran before and does not run now."""
    about = Subject(kind=SubjectKind.VM, id=str(vm.id), name=vm.name)
    if now is None:
        yield _blocker("gate.vm-missing", about, {})
    elif vm.state is VMState.RUNNING and now.state is not VMState.RUNNING:
        yield _blocker("gate.vm-not-running", about, {"state": now.state.value})


def _unaccepted(run: Migration, vm: VirtualMachine) -> Iterator[Concern]:
    """Yield a blocker for each blocker that a step about this virtual machine told and nobody waived."""
    about = Subject(kind=SubjectKind.VM, id=str(vm.id), name=vm.name)
    for step in run.plan.steps:
        if step.text in _TOLD_BY and step.subject.id == str(vm.id):
            said = run.past.found(step.id).get("concerns")
            told = [Concern.model_validate(one) for one in said] if isinstance(said, list) else []
            for one in judge(told, run.config.waivers).blockers:
                yield _blocker("gate.check-failed", about, {"rule": one.rule})


def _seen(run: Migration, vm: VirtualMachine, now: VMStatus | None) -> dict[str, JsonValue]:
    compared = next(
        (
            run.past.found(step.id)
            for step in run.plan.steps
            if step.text == "compare-with-inventory" and step.subject.id == str(vm.id)
        ),
        {},
    )
    differences = compared.get("differences")
    return {
        "name": vm.name,
        "id": str(vm.id),
        "state": None if now is None else now.state.value,
        "version": None if now is None else now.version,
        "differences": len(differences) if isinstance(differences, list) else None,
    }


def look_before_upgrade(at: Situation) -> GateView:
    """Show which configuration versions are to be raised; nothing keeps this gate closed but a missing machine."""
    run = at.migration
    ids = [step.subject.id for step in run.plan.steps if step.text == "upgrade-vm"]
    machines = [vm for vm in moving(run.inventory, run.config) if str(vm.id) in ids]
    session = run.hosts.session(StepHost.DESTINATION)
    now = {vm.id: get_vm_status(session, vm.id) for vm in machines}
    reasons = tuple(
        _blocker("gate.vm-missing", Subject(kind=SubjectKind.VM, id=str(vm.id), name=vm.name), {})
        for vm in machines
        if now[vm.id] is None
    )
    seen: dict[str, JsonValue] = {
        "upgraded_for_ever": [
            {"name": vm.name, "id": str(vm.id), "version": None if (one := now[vm.id]) is None else one.version}
            for vm in machines
        ]
    }
    return view(run.plan.destination_host, seen, reasons)


def look_at_homes(at: Situation) -> GateView:
    """Show where each gathered virtual machine lies now, and that it still runs."""
    run = at.migration
    ids = [step.subject.id for step in run.plan.steps if step.text == "gather-files"]
    machines = [vm for vm in run.inventory.virtual_machines if str(vm.id) in ids]
    now = {vm.id: get_vm_status(at.session, vm.id) for vm in machines}
    reasons = tuple(one for vm in machines for one in missing_or_off(vm, now[vm.id]))
    seen: dict[str, JsonValue] = {
        "virtual_machines": [
            {"name": vm.name, "id": str(vm.id), "path": None if (one := now[vm.id]) is None else str(one.path)}
            for vm in machines
        ]
    }
    return view(run.plan.source_host, seen, reasons)


def _blocker(rule: str, about: Subject, found: dict[str, str | int | bool | tuple[str, ...] | None]) -> Concern:
    return Concern(
        rule=rule, severity=Severity.BLOCKER, subject=about, found=found, source="own judgement", waivable=False
    )


ACCEPT_RESULT: Final = StepLogic(look=look_before_accepting)
ALLOW_UPGRADE: Final = StepLogic(look=look_before_upgrade)
ACCEPT_HOMES: Final = StepLogic(look=look_at_homes)
