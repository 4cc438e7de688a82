"""How the program sees for itself that a person has set the new host up; where no host answers, the person's word counts."""

from collections.abc import Callable
from typing import Final

from migrator.domain.inventory.storage import Volume
from migrator.domain.new_host.arrival import release_of
from migrator.domain.new_host.identity import HostIdentity
from migrator.domain.new_host.letters import on_usb
from migrator.errors import (
    HostTlsRefused,
    HostUnreachable,
    LoginRefused,
    NoDestinationYet,
    PowerShellTooOld,
    SessionLost,
)
from migrator.hyperv.get_host_identity import get_host_identity
from migrator.hyperv.get_storage_inventory import get_disk_inventory, get_volume_inventory
from migrator.steps.destination import still_source
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import UNKNOWN, StepLogic, truth
from migrator.steps.situation import Situation

Probe = Callable[[Situation, HostIdentity], CheckAnswer]


def of_new_host(probe: Probe) -> Callable[[Situation], CheckAnswer]:
    """Ask the new host; while nothing answers there is nothing to see, and what answers as the old host is not done."""

    def check(at: Situation) -> CheckAnswer:
        try:
            identity = get_host_identity(at.session)
            if identity.machine_guid == at.migration.inventory.host.machine_guid:
                return truth(False, host=identity.name, is_source=True).model_copy(update={"error": still_source(at)})
            return probe(at, identity)
        except (HostUnreachable, HostTlsRefused, LoginRefused, NoDestinationYet, PowerShellTooOld, SessionLost):
            return UNKNOWN

    return check


def _installed(at: Situation, identity: HostIdentity) -> CheckAnswer:
    wanted = at.migration.config.destination.host.release
    release = release_of(identity.os_build)
    right = release is not None and release.value >= wanted.value
    return truth(right, caption=identity.os_caption, build=identity.os_build)


def _named(at: Situation, identity: HostIdentity) -> CheckAnswer:
    wanted = at.migration.config.destination.host.name
    return truth(identity.name.casefold() == wanted.casefold(), name=identity.name)


def _has_hyperv(_: Situation, identity: HostIdentity) -> CheckAnswer:
    return truth(identity.has_hyperv, has_hyperv=identity.has_hyperv)


def _answers(_: Situation, identity: HostIdentity) -> CheckAnswer:
    return truth(True, machine_guid=identity.machine_guid)


def _has_volume(at: Situation, _: HostIdentity) -> CheckAnswer:
    """See the letter, or a volume that is large enough to get it in a later step."""
    letter = at.step.subject.id.rpartition("/")[2]
    declared = at.migration.config.destination.host.volumes[letter]
    disks = get_disk_inventory(at.session)
    built_in = [one for one in get_volume_inventory(at.session) if not on_usb(one, disks) and not one.is_system]
    there = any(one.drive_letter == letter for one in built_in)
    return truth(there, letter=letter) if there or not _spare(built_in, declared.size_bytes) else UNKNOWN


def _spare(volumes: list[Volume], size_bytes: int) -> bool:
    return any(one.size_bytes >= size_bytes for one in volumes)


INSTALL_WINDOWS: Final = StepLogic(check=of_new_host(_installed))
NAME_HOST: Final = StepLogic(check=of_new_host(_named))
ADD_HYPER_V: Final = StepLogic(check=of_new_host(_has_hyperv))
REACH_HOST: Final = StepLogic(check=of_new_host(_answers))
MAKE_VOLUME: Final = StepLogic(check=of_new_host(_has_volume))
