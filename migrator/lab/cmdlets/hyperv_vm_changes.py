"""Cmdlets that change a virtual machine as a whole: settings, start, stop, version, saved state."""

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext
from migrator.lab.cmdlets.hyperv_host import default_version
from migrator.lab.cmdlets.hyperv_start import refuse_start, renew_addresses
from migrator.lab.cmdlets.hyperv_vm import vm_object
from migrator.lab.cmdlets.refusals import hyperv_class
from migrator.lab.cmdlets.select_vms import by_names, every_vm
from migrator.lab.world.model import Vm
from migrator.lab.world.placing import NoSuchVolume, place_of
from migrator.lab.world.vm_life import MOVED, OFF, expect, switch_off, switch_on
from migrator.lab.world.vmcx import configuration_path, save_configuration

_SETTLED = frozenset({"Running", "Paused", "Stopping", "Starting"})


def set_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Set-VM -VM | -Name: automatic start and stop, notes."""
    for vm in _meant(here, bound, "Set-VM"):
        vm.automatic_start_action = bound.text("AutomaticStartAction") or vm.automatic_start_action
        vm.automatic_stop_action = bound.text("AutomaticStopAction") or vm.automatic_stop_action
        if "AutomaticStartDelay" in bound:
            vm.automatic_start_delay_s = bound.numbers("AutomaticStartDelay")[0]
        if "Notes" in bound:
            vm.notes = bound.text("Notes") or ""
        save_configuration(here.host, vm)
    return []


def start_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Start-VM: one that runs already is only warned about."""
    for vm in _meant(here, bound, "Start-VM"):
        if vm.state in {"Off", "Saved"}:
            refuse_start(here, vm)
            renew_addresses(here, vm)
            switch_on(here.world, here.host, vm)
            save_configuration(here.host, vm)
    return []


def stop_vm(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Stop-VM [-TurnOff] [-Save] [-Force] [-AsJob]: asks the guest, or cuts the power."""
    jobs = []
    for vm in _meant(here, bound, "Stop-VM"):
        refusal = _stop(here, vm, bound)
        if refusal is not None and not bound.flag("AsJob"):
            raise refusal
        state = "Running" if vm.state != "Off" else "Completed"
        jobs.append(PsObject(HYPERV + "VMJob", {"State": "Failed" if refusal else state}))
        save_configuration(here.host, vm)
    return jobs if bound.flag("AsJob") else []


def update_vm_version(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Update-VMVersion: to the newest that the host knows, of a machine that is off."""
    vms = _meant(here, bound, "Update-VMVersion")
    for vm in vms:
        if vm.state != "Off":
            raise _invalid_state("Update-VMVersion", vm)
        old = place_of(here.host.volumes, configuration_path(vm))
        vm.version = default_version(here.host)
        save_configuration(here.host, vm)
        if place_of(here.host.volumes, configuration_path(vm)).key != old.key:
            old.real.unlink(missing_ok=True)
    return [vm_object(here, vm) for vm in vms] if bound.flag("Passthru") else []


def remove_vm_saved_state(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Remove-VMSavedState -VM | -VMName: what was in memory is lost, the machine is off."""
    for vm in every_vm(here, bound, "Remove-VMSavedState"):
        if vm.state not in {"Saved", "FastSaved"}:
            raise _invalid_state("Remove-VMSavedState", vm)
        switch_off(vm)
        save_configuration(here.host, vm)
    return []


def move_vm_storage(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Move-VMStorage -VM -DestinationStoragePath [-AsJob]: everything into one folder."""
    folder = (bound.text("DestinationStoragePath") or "").rstrip("\\")
    for vm in _meant(here, bound, "Move-VMStorage"):
        try:
            place_of(here.host.volumes, folder)
        except NoSuchVolume as missing:
            raise PsError(
                f"Failed to move storage. The path '{folder}' is not valid. (0x80070003)",
                error_id=f"OperationFailed,{hyperv_class('Move-VMStorage')}",
                exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
            ) from missing
        expect(here.world, here.host, vm, MOVED, vm.move_looks, to=folder)
        save_configuration(here.host, vm)
    return [PsObject(HYPERV + "VMJob", {"State": "Running"})] if bound.flag("AsJob") else []


def _stop(here: HostContext, vm: Vm, bound: Bound) -> PsError | None:
    if vm.state == "Off":
        return None
    if bound.flag("TurnOff"):
        if vm.state not in _SETTLED:
            return _invalid_state("Stop-VM", vm)
        vm.coming = None
        switch_off(vm)
    elif vm.state != "Running" or "shutdown" in vm.integration_services_disabled:
        return _invalid_state("Stop-VM", vm)
    elif vm.shutdown_looks == 0:
        vm.coming = None
        switch_off(vm)
    elif vm.shutdown_looks is not None:
        vm.state = "Stopping"
        expect(here.world, here.host, vm, OFF, vm.shutdown_looks)
    return None


def _invalid_state(cmdlet: str, vm: Vm) -> PsError:
    return PsError(
        f"'{vm.name}' failed to change state.\nThe operation cannot be performed while the object is in its current"
        " state. (0x8007139F)",
        error_id=f"InvalidState,{hyperv_class(cmdlet)}",
        category="InvalidOperation",
        exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
    )


def _meant(here: HostContext, bound: Bound, cmdlet: str) -> list[Vm]:
    return by_names(here, bound.texts("Name"), cmdlet) if "Name" in bound else every_vm(here, bound, cmdlet)
