"""What steps about a virtual machine have in common: its status now, its id, its choices."""

from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.plan import StepId
from migrator.domain.vm_status import VMStatus
from migrator.errors import VMNotRegistered
from migrator.hyperv.get_vm_status import get_vm_status
from migrator.steps.situation import Situation


def status_now(at: Situation) -> VMStatus:
    """Return how the step's virtual machine is on the step's host; raises VMNotRegistered."""
    found = get_vm_status(at.session, at.step.subject.id)
    if found is None:
        raise VMNotRegistered(vm=at.step.subject.name, host=at.session.host, vm_id=at.step.subject.id)
    return found


def was_well_before(vm: VirtualMachine, component_id: str) -> bool:
    """Tell whether an integration service was enabled and well when the inventory was taken."""
    return any(
        service.enabled and service.status == "Ok" and str(service.component_id) == component_id
        for service in vm.integration_services
    )


def beside(at: Situation, template: str) -> StepId:
    """Return the id of another template's step for the same virtual machine."""
    return "/".join([template, *at.step.id.split("/")[1:]])
