"""What came back, compared with what was captured before the wipe."""

from typing import Final

from migrator.domain.canonical import plain
from migrator.domain.drift import Drift, host_drift, vm_drift
from migrator.domain.inventory.whole import Inventory
from migrator.domain.new_host.judging import host_subject
from migrator.domain.rules.drift import host_concerns, vm_concerns
from migrator.hyperv.get_host_inventory import get_host_inventory
from migrator.hyperv.get_network_inventory import get_switch_inventory
from migrator.hyperv.get_vm_inventory import (
    get_vm_checkpoint_inventory,
    get_vm_disk_inventory,
    get_vm_inventory,
    get_vm_security_inventory,
)
from migrator.steps.driver import CheckAnswer
from migrator.steps.importing import switch_names
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation


def vm_check(at: Situation) -> CheckAnswer:
    """Compare every captured setting of the virtual machine; true once it could be compared."""
    after = _vms_now(at)
    if all(vm.id != at.vm.id for vm in after.virtual_machines):
        return truth(False, compared=0, differences=[])
    drift = vm_drift(at.vm.id, at.migration.inventory, after, _expected(at), switch_names(at))
    return _answer(drift).model_copy(update={"concerns": tuple(vm_concerns(at.step.subject, drift))})


def host_check(at: Situation) -> CheckAnswer:
    """Compare the host's own settings: Hyper-V, switches, groups and pools."""
    after = _vms_now(at).model_copy(
        update={"host": get_host_inventory(at.session), "switches": get_switch_inventory(at.session)}
    )
    drift = host_drift(at.migration.inventory, after, switch_names(at))
    subject = host_subject(at.migration.config.destination.host.name)
    return _answer(drift).model_copy(update={"concerns": tuple(host_concerns(subject, drift))})


def nothing_to_do(_: Situation) -> None:
    """Change nothing: comparing is all."""


def _answer(drift: Drift) -> CheckAnswer:
    return truth(
        True,
        compared=drift.compared,
        differences=[plain(one) for one in drift.differences],
        left_out=[plain(one) for one in drift.left_out],
    )


def _vms_now(at: Situation) -> Inventory:
    return at.migration.inventory.model_copy(
        update={
            "virtual_machines": get_vm_inventory(at.session),
            "virtual_hard_disks": get_vm_disk_inventory(at.session),
            "checkpoints": get_vm_checkpoint_inventory(at.session),
            "security": get_vm_security_inventory(at.session),
        }
    )


def _expected(at: Situation) -> frozenset[str]:
    """Collect what the steps before this one make other on purpose of this virtual machine."""
    steps = at.migration.plan.steps
    before = steps[: next(place for place, step in enumerate(steps) if step.id == at.step.id)]
    return frozenset(one for step in before if step.subject.id == at.step.subject.id for one in step.expects)


COMPARE_VM: Final = StepLogic(check=vm_check, apply=nothing_to_do)
COMPARE_HOST: Final = StepLogic(check=host_check, apply=nothing_to_do)
