"""Virtual machines registered on the destination host with the ids that they had, repaired where that is known how."""

from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Final

from migrator.domain.importing import repairs_between
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.model import Model
from migrator.errors import ConfigurationNotFound, ImportStopped, RestoreNotProven
from migrator.hyperv.get_storage_inventory import get_folder_inventory
from migrator.hyperv.get_vm_inventory import get_vm_inventory
from migrator.hyperv.get_vm_status import get_vm_status
from migrator.hyperv.importing import import_virtual_machine, remove_virtual_machine
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation

_PROOF: Final = "verify-vm"
_CONFIGURATION_ENDINGS: Final = frozenset({".vmcx", ".xml"})


def registered_check(at: Situation) -> CheckAnswer:
    """Look whether the host has a virtual machine with this id, and what of it is other than it was."""
    if get_vm_status(at.session, at.vm.id) is None:
        return truth(False, repairs=[])
    now = [vm for vm in get_vm_inventory(at.session) if vm.id == at.vm.id]
    repairs = [_told(repair) for vm in now for repair in repairs_between(at.vm, vm)]
    return truth(True, repairs=repairs)


def import_in_place(at: Situation) -> None:
    """Import it from its restored folders.

    Raises ImportStopped with Windows' words where something is left that nothing is known for; nothing is imported then.
    """
    for needed in at.step.needs:
        if needed.startswith(_PROOF) and not at.migration.past.is_confirmed(needed):
            raise RestoreNotProven(vm=at.vm.name, step=needed)
    files = _files(at)
    configuration = _configuration(at, files)
    said = import_virtual_machine(
        at.session, at.vm.id, configuration, _connections(at), moved_disks(at.vm, files), eject_missing=True
    )
    if said is not None and not said.imported:
        words = "; ".join(sorted({one.message for one in said.findings}))
        raise ImportStopped(host=at.session.host, vm=at.vm.name, found=words)


def remove_imported(at: Situation) -> None:
    """Take it off the register again; its disks stay."""
    remove_virtual_machine(at.session, at.vm.id)


def switch_names(at: Situation) -> dict[str, str]:
    """Return the switches that have another name on the destination host."""
    return {one.switch: one.new_name for one in at.migration.config.switches if one.new_name is not None}


def _connections(at: Situation) -> dict[str, str]:
    """Return where adapters are connected; one whose switch the old host did not have either is disconnected."""
    there = {one.name for one in at.migration.inventory.switches}
    asked = {one.switch_name for one in at.vm.network_adapters if one.switch_name}
    return dict.fromkeys(asked - there, "") | switch_names(at)


def moved_disks(vm: VirtualMachine, files: Mapping[str, PureWindowsPath]) -> dict[str, str]:
    """Return for each disk that is not where it was the one restored file of its name."""
    moved = {}
    for drive in vm.hard_disk_drives:
        if drive.path is None or str(drive.path).casefold() in files:
            continue
        same = [path for path in files.values() if path.name.casefold() == drive.path.name.casefold()]
        if len(same) == 1:
            moved[str(drive.path)] = str(same[0])
    return moved


def _files(at: Situation) -> dict[str, PureWindowsPath]:
    homes = at.parameters().get("LiteralPath")
    folders = [PureWindowsPath(str(one)) for one in homes] if isinstance(homes, list) else [at.vm.path]
    found = (one for one in get_folder_inventory(at.session, folders) if not one.is_folder)
    return {str(path).casefold(): path for path in (one.root / one.relative_path for one in found)}


def _configuration(at: Situation, files: Mapping[str, PureWindowsPath]) -> str:
    """Find the file by the id that is its name: checkpoints have theirs elsewhere, and folders keep old names."""
    found = sorted(
        str(path)
        for path in files.values()
        if path.suffix.lower() in _CONFIGURATION_ENDINGS
        and path.stem.casefold() == str(at.vm.id)
        and path.parent.name.casefold() == "virtual machines"
    )
    if not found:
        folders = ", ".join(sorted({str(path.parent) for path in files.values()})) or str(at.vm.path)
        raise ConfigurationNotFound(host=at.session.host, vm=at.vm.name, folders=folders)
    return found[0]


def _told(model: Model) -> dict[str, object]:
    return dict(model.model_dump(mode="json"))


IMPORT_VM: Final = StepLogic(check=registered_check, apply=import_in_place)
