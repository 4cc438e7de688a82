"""The new host must be the one that the plan was made for, and not the old one, nor a stranger."""

from dataclasses import replace
from typing import Final

from migrator.domain.inventory.host import Host
from migrator.domain.new_host.arrival import as_it_stands, clock_concerns, host_concerns, new_concerns, volume_concerns
from migrator.errors import DestinationIsSource, DestinationIsStranger
from migrator.hyperv.get_host_identity import get_host_identity
from migrator.hyperv.get_host_inventory import get_host_inventory
from migrator.hyperv.get_storage_inventory import get_volume_inventory
from migrator.journal.words import Truth
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation


def refuse_wrong_host(at: Situation, host: Host) -> None:
    """Raise where the old host still answers, or a host of another name than declared."""
    source, declared = at.migration.inventory.host, at.migration.config.destination.host
    if host.machine_guid == source.machine_guid:
        raise still_source(at)
    if host.name.casefold() != declared.name.casefold():
        raise DestinationIsStranger(host=at.session.host, expected=declared.name, found=host.name)


def still_source(at: Situation) -> DestinationIsSource:
    """Return the error for the old host that still answers."""
    source = at.migration.inventory.host
    return DestinationIsSource(host=at.session.host, source=source.name, installed=_day(source))


def host_check(at: Situation) -> CheckAnswer:
    """Read the host and judge it: rules of the plan over what is there, and what differs from the declaration."""
    run = at.migration
    host = get_host_inventory(at.session)
    refuse_wrong_host(at, host)
    declared = run.config.destination.host
    actual = as_it_stands(declared, host, ())
    concerns = (
        *host_concerns(declared, host, run.inventory.host),
        *clock_concerns(host, run.inventory, run.now()),
        *new_concerns(run.inventory, run.config, actual),
    )
    shown = actual.model_dump(mode="json", include=_SHOWN)
    return truth(True, **shown, machine_guid=host.machine_guid, build=host.os_build).model_copy(
        update={"concerns": concerns}
    )


_SHOWN: Final = {
    "name",
    "release",
    "edition",
    "cpu_vendor",
    "logical_processors",
    "memory_bytes",
    "numa_nodes",
}


def volumes_check(at: Situation) -> CheckAnswer:
    """Judge the volumes that files come back to."""
    run = at.migration
    host, volumes = get_host_inventory(at.session), get_volume_inventory(at.session)
    refuse_wrong_host(at, host)
    declared = run.config.destination.host
    concerns = (
        *volume_concerns(declared, host.name, volumes),
        *new_concerns(run.inventory, run.config, as_it_stands(declared, host, volumes)),
    )
    letters = sorted(one.drive_letter for one in volumes if one.drive_letter in declared.volumes)
    return truth(True, volumes=letters).model_copy(update={"concerns": concerns})


def with_clock(logic: StepLogic) -> StepLogic:
    """Return the logic with a look at the host's clock before it; once the step is true the clock is nobody's concern."""

    def check(at: Situation) -> CheckAnswer:
        answer = logic.check(at)
        if answer.truth is not Truth.FALSE:
            return answer
        concerns = tuple(clock_concerns(get_host_identity(at.session), at.migration.inventory, at.migration.now()))
        return answer.model_copy(update={"concerns": (*answer.concerns, *concerns)})

    return replace(logic, check=check)


def _day(host: Host) -> str:
    return host.installed_at.date().isoformat()


READ_DESTINATION: Final = StepLogic(check=host_check)
READ_VOLUMES: Final = StepLogic(check=volumes_check)
