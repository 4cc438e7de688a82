"""What can be seen of the old host's readiness: its disks, its backup product, a login that works without a domain."""

import ipaddress
from collections.abc import Mapping
from typing import Final

from migrator.domain.concern import Concern
from migrator.domain.connection import Auth, Connection
from migrator.domain.inventory.services import Service
from migrator.domain.inventory.whole import Inventory
from migrator.domain.roles import is_domain_controller
from migrator.domain.rules import host_backup_service, host_disk_errors, host_disk_unhealthy
from migrator.domain.rules.rule import Case
from migrator.hyperv.get_host_identity import get_host_identity
from migrator.hyperv.get_service_inventory import get_service_inventory
from migrator.hyperv.get_storage_inventory import get_disk_event_inventory, get_disk_inventory, get_volume_inventory
from migrator.hyperv.take_inventory import EVENT_DAYS, MAXIMUM_EVENTS
from migrator.journal.words import Truth
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import UNKNOWN, StepLogic, truth
from migrator.steps.situation import Situation

_UPDATE_SERVICES: Final = frozenset({"wuauserv", "usosvc", "waasmedicsvc"})


def disk_health(at: Situation) -> CheckAnswer:
    """Read disks and the system log again; what was not there when the plan was made is a concern."""
    before = at.migration.inventory
    now = before.model_copy(
        update={
            "physical_disks": get_disk_inventory(at.session),
            "disk_events": get_disk_event_inventory(at.session, since_days=EVENT_DAYS, maximum_events=MAXIMUM_EVENTS),
            "volumes": get_volume_inventory(at.session),
        }
    )
    known = _of_disks(before, at)
    concerns = tuple(one for one in _of_disks(now, at) if one not in known)
    health = {str(disk.number): disk.health for disk in now.physical_disks}
    volumes = {one.unique_id: one.health for one in now.volumes if one.drive_letter is not None}
    return truth(True, disks=health, volumes=volumes).model_copy(update={"concerns": concerns})


def _of_disks(inventory: Inventory, at: Situation) -> tuple[Concern, ...]:
    case = Case(inventory, at.migration.config)
    rules = (host_disk_errors.RULE, host_disk_unhealthy.RULE)
    return tuple(concern for rule in rules for concern in rule.concerns(case))


def backup_stopped(at: Situation) -> CheckAnswer:
    """See known products' services; while one runs, only a person knows whether its jobs are paused."""
    products = {one.name for one in host_backup_service.services_of(at.migration.inventory.services)}
    return _stopped(products, get_service_inventory(at.session))


def updates_stopped(at: Situation) -> CheckAnswer:
    """See whether the services of Windows Update are switched off; else a person's word counts."""
    services = get_service_inventory(at.session)
    own = [one for one in services if one.name.casefold() in _UPDATE_SERVICES]
    off = bool(own) and all(one.state != "Running" and one.start_mode == "Disabled" for one in own)
    return truth(True, services=_states(own)) if off else _said(own)


def _stopped(names: set[str], services: tuple[Service, ...]) -> CheckAnswer:
    own = [one for one in services if one.name in names]
    if own and all(one.state != "Running" for one in own):
        return truth(True, services=_states(own))
    return _said(own)


def _said(services: list[Service]) -> CheckAnswer:
    return CheckAnswer.model_validate({"truth": Truth.UNKNOWN, "found": {"services": _states(services)}})


def _states(services: list[Service]) -> Mapping[str, str]:
    return {one.name: one.state for one in sorted(services, key=lambda one: one.name)}


def local_login(at: Situation) -> CheckAnswer:
    """See that this very login needs no domain: an address in digits, a local account, no ticket."""
    run = at.migration
    needed = any(is_domain_controller(guest) for guest in run.inventory.guests)
    name = get_host_identity(at.session).name
    by = run.config.source.connection
    local = is_local_by_address(by, name)
    if local or not needed:
        return truth(True, account=by.user or "", address=by.address, local=local, domain_controller_moves=needed)
    return UNKNOWN


def is_local_by_address(by: Connection, host: str) -> bool:
    """Tell whether a login works with all domain controllers and name servers down."""
    try:
        ipaddress.ip_address(by.address)
    except ValueError:
        return False
    domain, _, account = (by.user or "").rpartition("\\")
    local = domain.casefold() in {"", ".", host.casefold()} and "@" not in account and bool(account)
    return local and by.auth is not Auth.KERBEROS


READ_DISK_HEALTH: Final = StepLogic(check=disk_health)
PAUSE_BACKUP: Final = StepLogic(check=backup_stopped)
PAUSE_UPDATES: Final = StepLogic(check=updates_stopped)
TEST_LOCAL_LOGIN: Final = StepLogic(check=local_login)
