"""Whether a guest is as well on the new host as it was on the old one."""

import socket
from collections.abc import Mapping
from typing import Final

from migrator.domain.concern import Concern, Severity
from migrator.domain.config_health import Probe
from migrator.domain.inventory.virtual_machine import VirtualMachine, VMState
from migrator.domain.vm_status import GUEST_ANSWERS
from migrator.hyperv.vm_power import Health, test_vm_health
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation
from migrator.steps.vm_situation import was_well_before

_HEARTBEAT: Final = "84eaae65-2f2e-45f5-9bb5-0e857dc8eb47"
_CRITICAL: Final = "OkApplicationsCritical"
_CONNECT_S: Final = 5.0


def health_answer(
    vm: VirtualMachine, seen: Health, ports: Mapping[str, bool], concern: Concern | None = None
) -> CheckAnswer:
    """Say whether what the guest told on the old host is told again: heartbeat, addresses; and whether ports answer."""
    beat_before = was_well_before(vm, _HEARTBEAT)
    beats = seen.heartbeat in GUEST_ANSWERS or not beat_before
    told_before = any(adapter.ip_addresses for adapter in vm.network_adapters)
    holds = seen.state is VMState.RUNNING and beats and (bool(seen.addresses) or not told_before)
    answer = truth(
        holds and all(ports.values()), heartbeat=seen.heartbeat, addresses=sorted(seen.addresses), ports=dict(ports)
    )
    return answer if concern is None else answer.model_copy(update={"concerns": (concern,)})


def critical(at: Situation, seen: Health) -> Concern | None:
    """Return the concern about a guest that is up and says that something in it is not well."""
    if seen.heartbeat != _CRITICAL:
        return None
    return Concern(
        rule="vm.heartbeat-critical",
        severity=Severity.WARNING,
        subject=at.step.subject,
        found={"heartbeat": seen.heartbeat},
        source="own judgement",
        waivable=True,
    )


def reach(address: str, port: int) -> bool:
    """Tell whether a port answers from this computer."""
    try:
        with socket.create_connection((address, port), timeout=_CONNECT_S):
            return True
    except OSError:
        return False


def tried_ports(probes: tuple[Probe, ...], seen: Health) -> dict[str, bool]:
    """Try each port; one without an address to try does not answer."""
    tried = {}
    for probe in probes:
        address = probe.address or next(iter(seen.addresses), None)
        tried[f"{address or '-'}:{probe.port}"] = address is not None and reach(address, probe.port)
    return tried


def check_health(at: Situation) -> CheckAnswer:
    """Look at the guest as it is now."""
    seen = test_vm_health(at.session, at.step.subject.id, time_limit_s=0)
    probes = at.migration.config.health.of(at.step.subject.name, at.step.subject.id).probes
    return health_answer(at.vm, seen, tried_ports(probes, seen), critical(at, seen))


def wait_for_health(at: Situation) -> None:
    """Give the guest its time to come up."""
    choices = at.migration.config.health.of(at.step.subject.name, at.step.subject.id)
    test_vm_health(at.session, at.step.subject.id, time_limit_s=choices.time_limit_s or 0)


SEE_HEALTH: Final = StepLogic(check=check_health, apply=wait_for_health)
