"""Hyper-V settings of the destination host as the source host had them."""

from typing import Final

from migrator.domain.concern import Severity
from migrator.domain.inventory.host import HyperVSettings
from migrator.domain.new_host.judging import host_subject, judged
from migrator.domain.new_host.settings import Setting, different, settings_of, wanted_settings
from migrator.hyperv.get_host_inventory import get_host_inventory
from migrator.hyperv.get_storage_inventory import get_volume_inventory
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation


def settings_check(at: Situation) -> CheckAnswer:
    """Compare all settings; a default folder on a volume that is not there stays as the new host has it."""
    host = get_host_inventory(at.session)
    wanted, stay = _wanted(at, host.hyperv)
    answer = truth(not different(wanted, settings_of(host.hyperv)), settings=settings_of(host.hyperv))
    if not stay:
        return answer
    told = judged("destination.default-folder-kept", Severity.WARNING, host_subject(host.name), {"folders": stay})
    return answer.model_copy(update={"concerns": (told,)})


def set_all(at: Situation) -> None:
    """Set what the plan wants."""
    wanted, _ = _wanted(at, get_host_inventory(at.session).hyperv)
    at.run("Set-HyperVHost", dict(wanted))


def settings_before(at: Situation) -> tuple[Original, ...]:
    """Write down what the host has."""
    host = get_host_inventory(at.session)
    return tuple(
        Original(subject=host.name, name=name, value=value) for name, value in settings_of(host.hyperv).items()
    )


def _wanted(at: Situation, now: HyperVSettings) -> tuple[dict[str, Setting], tuple[str, ...]]:
    letters = frozenset(volume.drive_letter or "" for volume in get_volume_inventory(at.session))
    asked = {name: value for name, value in at.parameters().items() if isinstance(value, str | int)}
    return wanted_settings(asked, settings_of(now), letters)


SET_HOST: Final = StepLogic(check=settings_check, apply=set_all, prepare=settings_before)
