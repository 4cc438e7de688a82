"""Virtual machines may open their own files, which is what a copy by a program does not bring along."""

from typing import Final

from migrator.hyperv.get_vm_status import get_vm_status
from migrator.hyperv.vm_file_access import get_vm_file_access, set_vm_file_access
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation


def access_check(at: Situation) -> CheckAnswer:
    """Look whether the virtual machine's account has its entry on each disk file; one that is not registered has none."""
    if get_vm_status(at.session, at.vm.id) is None:
        return truth(False, files=0, denied=[])
    files = get_vm_file_access(at.session, at.vm.id)
    denied = sorted(str(one.path) for one in files if not one.granted)
    return truth(not denied, files=len(files), denied=denied)


def give_access(at: Situation) -> None:
    """Let the host write the entries."""
    set_vm_file_access(at.session, at.vm.id)


SET_FILE_ACCESS: Final = StepLogic(check=access_check, apply=give_access)
