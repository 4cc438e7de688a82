"""Which virtual machines a call means: by object, id, name with wildcards, or all."""

from uuid import UUID

from migrator.lab.cmdlets.api import PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.refusals import hyperv_class, hyperv_object_not_found, missing_mandatory, vm_not_found
from migrator.lab.cmdlets.wildcard import has_wildcard, matches
from migrator.lab.world.model import Checkpoint, Vm


def every_vm(here: HostContext, bound: Bound, cmdlet: str) -> list[Vm]:
    """Give the virtual machines named by `-VM`, `-VMName`, `-VMId`; all where none of them was bound."""
    if "VM" in bound:
        return _by_ids(here, [object_id(vm) for vm in bound.objects("VM")], cmdlet)
    if "VMId" in bound:
        return _by_ids(here, bound.guids("VMId"), cmdlet)
    if "VMName" in bound:
        return by_names(here, bound.texts("VMName"), cmdlet)
    return list(here.host.vms)


def named_vms(here: HostContext, bound: Bound, cmdlet: str) -> list[Vm]:
    """Do the same for a cmdlet that must be told which."""
    if not any(name in bound for name in ("VM", "VMId", "VMName")):
        raise missing_mandatory(cmdlet, "VMName", hyperv_class(cmdlet))
    return every_vm(here, bound, cmdlet)


def by_names(here: HostContext, patterns: list[str], cmdlet: str) -> list[Vm]:
    """Find by names: wildcards may find nothing, a plain name must be there; names are not unique."""
    found: list[Vm] = []
    for pattern in patterns:
        hits = [vm for vm in here.host.vms if matches(pattern, vm.name)]
        if not hits and not has_wildcard(pattern):
            raise vm_not_found(cmdlet, pattern)
        found += [vm for vm in hits if not any(vm is other for other in found)]
    return found


def checkpoints_of(here: HostContext, bound: Bound, cmdlet: str) -> list[tuple[Vm, Checkpoint]]:
    """Find the checkpoints given as objects by `-VMSnapshot` (`-VMCheckpoint`)."""
    ids = [object_id(item) for name in ("VMSnapshot", "VMCheckpoint") for item in bound.objects(name)]
    known = {checkpoint.id: (vm, checkpoint) for vm in here.host.vms for checkpoint in vm.checkpoints}
    if any(item not in known for item in ids):
        raise hyperv_object_not_found(cmdlet, here.host.name)
    return [known[item] for item in ids]


def object_id(item: PsObject) -> UUID:
    """Give the Id of an object that came from an earlier call."""
    value = item["Id"]
    return value if isinstance(value, UUID) else UUID(str(value))


def all_vms(here: HostContext) -> list[Vm]:
    """Give the registered and the planned ones: an object of either can be handed to a cmdlet."""
    return [*here.host.vms, *(one.vm for one in here.host.planned)]


def owner(here: HostContext, item: PsObject, cmdlet: str) -> Vm:
    """Give the virtual machine, registered or planned, that a component (a drive, an adapter) belongs to."""
    value = item["VMId"]
    return _by_ids(here, [value if isinstance(value, UUID) else UUID(str(value))], cmdlet)[0]


def _by_ids(here: HostContext, ids: list[UUID], cmdlet: str) -> list[Vm]:
    # By number: a UUID hashes slowly, and a script asks some cmdlets once per virtual machine.
    wanted = {item.int for item in ids}
    known = {vm.id.int: vm for vm in all_vms(here) if vm.id.int in wanted}
    if len(known) < len(wanted):
        raise hyperv_object_not_found(cmdlet, here.host.name)
    return [known[item.int] for item in ids]
