"""Bringing scattered files of a virtual machine together in one folder."""

from pathlib import PureWindowsPath
from typing import Final

from migrator.domain.plan import StepId
from migrator.domain.vm_status import VMStatus
from migrator.journal.words import Truth
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import StepLogic, Suggestion, truth
from migrator.steps.situation import Situation
from migrator.steps.vm_situation import status_now

_MOVING: Final = "StorageMigration"
_NOT_IN_NAMES: Final = frozenset('<>:"/\\|?*%')


def places_of(status: VMStatus) -> dict[str, PureWindowsPath]:
    """Return where each part of it lies, by the name that the journal knows it under."""
    places = {
        "configuration": status.configuration_location,
        "checkpoints": status.snapshot_file_location,
        "smart-paging": status.smart_paging_file_path,
    }
    return {**places, **{f"disk-{number}": path for number, path in enumerate(status.disk_paths)}}


def gathered_answer(status: VMStatus, home: PureWindowsPath) -> CheckAnswer:
    """Say whether all of it lies below its new home; a move that goes on is waited for."""
    outside = sorted(str(path) for path in places_of(status).values() if not path.is_relative_to(home))
    if any(one.startswith(_MOVING) for one in status.operational_status):
        return CheckAnswer(truth=Truth.IN_PROGRESS, found={"outside": list(outside)})
    return truth(not outside, outside=outside)


def places_before(status: VMStatus) -> tuple[Original, ...]:
    """Return where each part lay."""
    return tuple(
        Original(subject=str(status.id), name=name, value=str(path)) for name, path in places_of(status).items()
    )


def likely_home(at: Situation, _: StepId) -> tuple[Suggestion, ...]:
    """Return a folder of its name beside the present one; a name that is no folder's name suggests nothing."""
    name = at.step.subject.name
    if not name.strip(" .") or name != name.strip(" .") or set(name) & _NOT_IN_NAMES or not name.isprintable():
        return ()
    folder = PureWindowsPath(at.vm.configuration_location.anchor) / "VMs" / name
    return (Suggestion(value=str(folder), shown=str(folder)),)


GATHER: Final = StepLogic(
    check=lambda at: gathered_answer(status_now(at), PureWindowsPath(str(at.parameters()["Destination"]))),
    prepare=lambda at: places_before(status_now(at)),
    suggest=likely_home,
)
